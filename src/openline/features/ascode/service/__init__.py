"""What the routes and the operator's commands use of settings as code."""

from openline.features.ascode.service.applying import apply, export, plan
from openline.features.ascode.service.past import list_applies, roll_back

__all__ = ["apply", "export", "list_applies", "plan", "roll_back"]
