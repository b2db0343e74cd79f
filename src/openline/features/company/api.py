"""Routes of the company's structure."""

from litestar import delete, get, post, put

from openline.features.company import schemas, service
from openline.features.people.types import Actor
from openline.kit.ids import parse_id
from openline.store import Commit, Store


@get("/api/v1/departments")
async def list_departments(store: Store, actor: Actor) -> schemas.Departments:
    """The departments of the company with their people, in the order of the tree."""
    return await store.read(service.list_departments, actor)


@post("/api/v1/departments")
async def add_department(commit: Commit, actor: Actor, data: schemas.NewDepartment) -> schemas.Department:
    """Make a department, at the top or below another."""
    return await commit(service.add_department, actor, data)


@post("/api/v1/departments/table", status_code=200)
async def take_table(commit: Commit, actor: Actor, data: schemas.StaffTable) -> schemas.TableReport:
    """Departments and who works in them out of a table (CSV): a trial first, then for good. It takes nobody out."""
    return await commit(service.take_table, actor, data)


@put("/api/v1/departments/{department_id:str}")
async def change_department(
    store: Store, actor: Actor, department_id: str, data: schemas.EditDepartment
) -> schemas.Department:
    """Rename a department, or let it stand elsewhere with all that is below it."""
    return await store.commit(service.change_department, actor, parse_id(department_id), data)


@delete("/api/v1/departments/{department_id:str}")
async def remove_department(store: Store, actor: Actor, department_id: str) -> None:
    """Dissolve a department: what is below it moves up."""
    await store.commit(service.remove_department, actor, parse_id(department_id))


@put("/api/v1/departments/{department_id:str}/people")
async def set_staff(store: Store, actor: Actor, department_id: str, data: schemas.NewStaff) -> schemas.Department:
    """Say who works in a department, and who leads it."""
    return await store.commit(service.set_staff, actor, parse_id(department_id), data)


HANDLERS = [list_departments, add_department, take_table, change_department, remove_department, set_staff]
