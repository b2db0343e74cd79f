"""What other slices and bootstrap use of canned responses."""

from openline.features.canned.repository import shared_lists
from openline.features.canned.service.desk import Canned, Shelves
from openline.features.canned.service.lists import (
    add_list,
    change_list,
    list_lists,
    named_list,
    remove_list,
    set_folders,
)
from openline.features.canned.service.offering import Search, offer
from openline.features.canned.service.responses import (
    Asked,
    add_response,
    change_response,
    list_responses,
    remove_response,
)
from openline.features.canned.service.table import give_table, take_table

__all__ = [
    "Asked", "Canned", "Search", "Shelves", "add_list", "add_response", "change_list", "change_response", "give_table",
    "list_lists", "list_responses", "named_list", "offer", "remove_list", "remove_response", "set_folders",
    "shared_lists", "take_table",
]  # fmt: skip
