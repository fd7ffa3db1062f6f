"""A make-believe language for tests: every letter that is ours becomes wide, in copies of the wording files themselves."""

import ast
import re
from pathlib import Path

WIDE = {letter: letter + 0xFEE0 for letter in (*range(ord("a"), ord("z") + 1), *range(ord("A"), ord("Z") + 1))}
KEPT = re.compile(r"⟦[^⟧]*⟧|\{[^}]*\}")
HANDLE_WORDS_OF_OTHERS = ("amount", "quoted", "sentences", "unnamed", "day", "_one")
"""Functions that put numbers, dates and the sender's words in form: a translator leaves their patterns alone."""


def wide(text: str) -> str:
    """The text in wide letters; marks and what stands in braces are no words."""
    out, at = "", 0
    for kept in KEPT.finditer(text):
        out += text[at : kept.start()].translate(WIDE) + kept.group()
        at = kept.end()
    return out + text[at:].translate(WIDE)


class _Translator(ast.NodeTransformer):
    """Translates what is said; leaves what is compared, looked up or matched."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        if node.name in HANDLE_WORDS_OF_OTHERS:
            return node
        node.body = [self.visit(one) for one in node.body]
        if node.name == "listed":
            node.args.defaults = [self.visit(one) for one in node.args.defaults]
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.Compare:
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.Subscript:
        node.value = self.visit(node.value)
        return node

    def visit_Dict(self, node: ast.Dict) -> ast.Dict:
        node.values = [self.visit(value) for value in node.values]
        return node

    def visit_Call(self, node: ast.Call) -> ast.Call:
        method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if isinstance(node.func, ast.Attribute):
            node.func.value = self.visit(node.func.value)
        if method not in {"get", "compile", "sub", "search", "match", "startswith", "partition", "split"}:
            node.args = [self.visit(one) for one in node.args]
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.Assign:
        names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        if "CITY_WIDE" not in names and "MENU" not in names:
            node.value = self.visit(node.value)
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        return ast.Constant(wide(node.value)) if isinstance(node.value, str) else node


def write(folder: Path, source: Path) -> None:
    """Translated copies of the wording files of `source`."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in source.glob("*wording*.py"):
        tree = _Translator().visit(ast.parse(file.read_text()))
        (folder / file.name).write_text(ast.unparse(ast.fix_missing_locations(tree)))
