"""A bare `assert` tells what it compared, as pytest's does."""

import ast
import operator

COMPARE = {
    ast.Eq: ("==", operator.eq),
    ast.NotEq: ("!=", operator.ne),
    ast.Lt: ("<", operator.lt),
    ast.LtE: ("<=", operator.le),
    ast.Gt: (">", operator.gt),
    ast.GtE: (">=", operator.ge),
    ast.Is: ("is", operator.is_),
    ast.IsNot: ("is not", operator.is_not),
    ast.In: ("in", lambda left, right: left in right),
    ast.NotIn: ("not in", lambda left, right: left not in right),
}
BY_SIGN = {sign: compare for sign, compare in COMPARE.values()}

#: No name that a program can write.
CHECK = "@check_assert"
MAX_LENGTH = 400


def explain_asserts(tree):
    asserts = Asserts()
    changed = asserts.visit(tree)
    if asserts.has_any:
        helper = ast.parse("from _pairlink.tests.asserts import check").body[0]
        helper.names[0].asname = CHECK
        changed.body.insert(first_place(changed.body), helper)
    return ast.fix_missing_locations(changed)


def first_place(body):
    """After what has to stand first."""
    for at, statement in enumerate(body):
        is_docstring = at == 0 and isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        is_future = isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
        if not is_docstring and not is_future:
            return at
    return len(body)


class Asserts(ast.NodeTransformer):
    has_any = False

    def visit_Assert(self, node):
        """`assert a == b` becomes `assert check("==", a, b)`, which raises with both values."""
        if node.msg is not None:
            return node
        self.has_any = True
        test = node.test
        if isinstance(test, ast.Compare) and len(test.ops) == 1:
            sign = COMPARE[type(test.ops[0])][0]
            parts = [ast.Constant(sign), test.left, test.comparators[0]]
        else:
            parts = [ast.Constant(None), test, ast.Constant(None)]
        call = ast.Call(ast.Name(CHECK, ast.Load()), [*parts, ast.Constant(ast.unparse(test))], [])
        node.test = ast.copy_location(call, test)
        return node


def check(sign, left, right, source):
    """True, or AssertionError with what the two sides were."""
    is_met = left if sign is None else BY_SIGN[sign](left, right)
    if is_met:
        return True
    if sign is None:
        what = "" if left is False else f"\nit was {short(left)}"
        raise AssertionError(f"assert {source}{what}")
    raise AssertionError(f"assert {source}\n{difference(left, right)}")


def difference(left, right):
    if isinstance(left, str) and isinstance(right, str) and ("\n" in left or "\n" in right):
        import difflib

        lines = difflib.ndiff(right.splitlines(), left.splitlines())
        return "\n".join(["difference (+ left, - right):", *lines])
    lines = [f" left: {short(left)}", f"right: {short(right)}"]
    if isinstance(left, (list, tuple)) and type(left) is type(right):
        lines += first_difference(left, right)
    return "\n".join(lines)


def first_difference(left, right):
    for at, (one, other) in enumerate(zip(left, right)):
        if one != other:
            return [f"first difference at index {at}: {short(one)} and {short(other)}"]
    if len(left) != len(right):
        return [f"{len(left)} items on the left, {len(right)} on the right"]
    return []


def short(value):
    try:
        text = repr(value)
    except Exception as error:
        return f"<{type(value).__name__}, whose repr raised {type(error).__name__}>"
    return text if len(text) <= MAX_LENGTH else f"{text[: MAX_LENGTH // 2]}…{text[-MAX_LENGTH // 2 :]}"
