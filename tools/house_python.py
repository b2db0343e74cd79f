"""House rules for Python: sizes, who commits, who knows whom, who reads the clock."""

import ast
import re
from collections.abc import Iterator

from house_words import Breach, Source

LONGEST_MODULE = 400
LONGEST_FUNCTION = 60
MOST_PARAMETERS = 5
FACE = frozenset({"service", "types", "events", "errors", "schemas"})
HIDDEN = frozenset({"repository", "tables"})
# One line each: the request, the socket, the job, the poller.
LOOP_TOP = re.compile(r"# loop top: \w+")
ROUTES = re.compile(r"/api(\.py$|/)")
SQL_ENDING = re.compile(r"\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b")

CLOCKS = {
    "datetime.datetime.now": "openline.kit.clock",
    "datetime.datetime.today": "openline.kit.clock",
    "datetime.datetime.utcnow": "openline.kit.clock",
    "datetime.date.today": "openline.kit.clock",
    "time.time": "openline.kit.clock",
    "time.time_ns": "openline.kit.clock",
    "uuid.uuid1": "openline.kit.ids",
    "uuid.uuid4": "openline.kit.ids",
    "uuid.uuid7": "openline.kit.ids",
}
OUTSIDE_DOORS = tuple(f"src/openline/kit/{name}.py" for name in ("clock", "ids", "secrets"))
BOOTSTRAP = "src/openline/bootstrap"  # joins everything, so it sees everything
SLEEPERS = ("tests/support/waiting.py",)

Function = ast.FunctionDef | ast.AsyncFunctionDef


def inspect(file: Source) -> Iterator[Breach]:
    tree = ast.parse(file.text or "", file.name)
    if not file.within("src/openline/store/migrations/"):
        yield from sizes(file, tree)
    if file.within("src/"):
        names = imported_names(tree)
        yield from parameters(file, tree)
        yield from commits(file, tree)
        yield from slices(file, tree)
        yield from outside(file, tree, names)
        yield from broad_catches(file, tree)
    elif file.within("tests/"):
        yield from sleeps_and_patches(file, tree, imported_names(tree))


def sizes(file: Source, tree: ast.Module) -> Iterator[Breach]:
    if len(file.lines) > LONGEST_MODULE:
        yield file.breach(1, "long-module", f"{len(file.lines)} lines, stop at {LONGEST_MODULE}")
    for node in functions(tree):
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length > LONGEST_FUNCTION:
            text = f"{node.name} has {length} lines, stop at {LONGEST_FUNCTION}"
            yield file.breach(node.lineno, "long-function", text)


def parameters(file: Source, tree: ast.Module) -> Iterator[Breach]:
    """A value object reads better than six names. Routes are called by Litestar, by name."""
    if ROUTES.search(file.name) or file.within("src/openline/server/", "src/openline/cli"):
        return
    for node in functions(tree):
        names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
        own = names[1:] if names[:1] in (["self"], ["cls"]) else names
        count = len(own) + len(node.args.kwonlyargs)
        if count > MOST_PARAMETERS and node.name != "__init__":
            text = f"{node.name} takes {count}, stop at {MOST_PARAMETERS}: make a value object"
            yield file.breach(node.lineno, "many-parameters", text)


def commits(file: Source, tree: ast.Module) -> Iterator[Breach]:
    """Only the store ends a transaction. `store.commit(use_case, ...)` is asking it to."""
    if file.within("src/openline/store/"):
        return
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="commit" | "rollback"), args=[], keywords=[]):
                yield file.breach(node.lineno, "commit", "only openline.store commits")
            case ast.Constant(value=str(text)) if SQL_ENDING.match(text) and len(text) < 40:
                yield file.breach(node.lineno, "commit", f"{text!r}: only openline.store commits")


def slices(file: Source, tree: ast.Module) -> Iterator[Breach]:
    """Between slices only the public face is seen; the tables of none are seen by any room."""
    own = re.match(r"src/openline/features/(\w+)", file.name)
    if not file.within("src/openline/") or file.within(BOOTSTRAP):
        return
    for line, module in imports(tree):
        parts = module.split(".")
        if parts[:2] != ["openline", "features"] or len(parts) < 4:
            continue
        slice_, room = parts[2], parts[3]
        if own and own[1] != slice_ and room not in FACE:
            text = f"{module}: of another slice only {', '.join(sorted(FACE))}"
            yield file.breach(line, "slice-face", text)
        elif not own and room in HIDDEN:
            yield file.breach(line, "slice-face", f"{module} is the slice's own")


def outside(file: Source, tree: ast.Module, names: dict[str, str]) -> Iterator[Breach]:
    """Time, dice and the environment come in through one door each."""
    doors = file.name in OUTSIDE_DOORS
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute | ast.Name):
            continue
        what = full_name(node, names) if root_name(node) in names else ""
        if what in CLOCKS and not doors:
            yield file.breach(node.lineno, "outside", f"{what}: only in {CLOCKS[what]}")
        elif what in {"os.environ", "os.getenv"} and file.name != "src/openline/config.py":
            yield file.breach(node.lineno, "outside", f"{what}: only in openline.config")
        elif what.startswith("random.") and what != "random.Random" and not doors:
            yield file.breach(node.lineno, "outside", f"{what}: take a seeded random.Random")
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        unseeded = full_name(call.func, names) == "random.Random" and not call.args
        if unseeded and not doors and not file.within(BOOTSTRAP):
            yield file.breach(call.lineno, "outside", "random.Random() without a seed")


def broad_catches(file: Source, tree: ast.Module) -> Iterator[Breach]:
    """Only the top of a loop may catch everything: it logs, counts and goes on."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and is_broad(node.type):
            raises = isinstance(node.body[-1], ast.Raise)
            if not raises and not LOOP_TOP.search(file.lines[node.lineno - 1]):
                text = "name what is expected, or mark the line `# loop top: <which>`"
                yield file.breach(node.lineno, "broad-catch", text)
        elif isinstance(node, ast.Call) and suppresses_all(node):
            yield file.breach(node.lineno, "broad-catch", "suppresses everything")


def suppresses_all(call: ast.Call) -> bool:
    return ast.unparse(call.func).endswith("suppress") and any(map(is_broad, call.args))


def is_broad(caught: ast.expr | None) -> bool:
    if isinstance(caught, ast.Tuple):
        return any(is_broad(part) for part in caught.elts)
    return caught is None or ast.unparse(caught) in {"Exception", "BaseException"}


def sleeps_and_patches(file: Source, tree: ast.Module, names: dict[str, str]) -> Iterator[Breach]:
    """Tests wait for something, and use fakes where the product has a seam."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and file.name not in SLEEPERS:
            what = full_name(node.func, names)
            yields = [ast.unparse(argument) for argument in node.args] == ["0"]
            if what in {"time.sleep", "asyncio.sleep"} and not yields:
                yield file.breach(node.lineno, "sleep", "use tests.support.waiting.until")
            elif what.endswith("monkeypatch.setattr") and "openline" in ast.unparse(node.args[0]):
                yield file.breach(node.lineno, "patch", "own code is not patched: use a fake")
            elif what.endswith("wait_for_timeout"):
                yield file.breach(node.lineno, "sleep", "wait for what the person would see")
    for line, module in imports(tree):
        if module.startswith("unittest.mock"):
            yield file.breach(line, "patch", "no mocks: use or write a fake in tests/support")


def functions(tree: ast.AST) -> Iterator[Function]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every imported module; `from a import b` counts as a.b, which may be one."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, name.name) for name in names)
            case ast.ImportFrom(module=str(module), names=names):
                yield from ((node.lineno, f"{module}.{name.name}") for name in names)
            case _:
                pass


def imported_names(tree: ast.Module) -> dict[str, str]:
    """What a name at the top of an expression stands for."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                for name in names:
                    top = name.asname or name.name.split(".")[0]
                    found[top] = name.name if name.asname else top
            case ast.ImportFrom(module=str(module), names=names):
                found |= {name.asname or name.name: f"{module}.{name.name}" for name in names}
            case _:
                pass
    return found


def root_name(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def full_name(node: ast.expr, names: dict[str, str]) -> str:
    match node:
        case ast.Name(id=name):
            return names.get(name, name)
        case ast.Attribute(value=value, attr=attribute):
            return f"{full_name(value, names)}.{attribute}"
        case _:
            return ""
