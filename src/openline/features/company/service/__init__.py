"""What other slices and bootstrap use of the company's structure."""

from openline.features.company.service.departments import (
    add_department,
    change_department,
    hold_tree,
    list_departments,
    read_tree,
    remove_department,
    set_staff,
)
from openline.features.company.service.table import take_table
from openline.features.company.service.tree import Tree

__all__ = [
    "Tree", "add_department", "change_department", "hold_tree", "list_departments", "read_tree", "remove_department",
    "set_staff", "take_table",
]  # fmt: skip
