"""Renders small templates with Jinja, in the environment that Hugging Face sets up for chat templates, and writes Language.json.

    python3 language.py          needs jinja2 (made with 3.1.6); the expected texts are results, the templates are ours
"""

import datetime
import json
from pathlib import Path

import jinja2
from jinja2.ext import Extension, loopcontrols
from jinja2.sandbox import ImmutableSandboxedEnvironment

TIME = datetime.datetime(2025, 7, 10, 12, 0, 0)
VARIABLES = {
    "name": "Ada", "empty": "", "text": "  Hello, Wörld! 🌍\n", "number": 42, "real": 2.5, "big": 123456789012345678901234567890, "yes": True, "no": False,
    "nothing": None, "list": [3, 1, 2], "words": ["pear", "Apple", "fig", "apple"], "nested": [[1, 2], [3, [4, 5]]],
    "map": {"b": 1, "a": [1, 2.0, None, True], "items": "own", "C": {"x": "<&>'\""}},
    "people": [{"name": "Bo", "age": 31, "tags": ["x"]}, {"name": "al", "age": 7, "tags": []}, {"name": "Cy", "age": 31, "active": True, "tags": ["y", "z"]}],
    "emoji": "a🌍b👩‍🚀c", "lines": "one\n\n  two\r\nthree\x0bfour", "quotes": "it's \"so\"", "control": "\x00\x1f\x7f\x85\xa0\xad\u200b\u2028\U000e0001é",
}


class Generation(Extension):
    tags = {"generation"}

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
        return jinja2.nodes.CallBlock(self.call_method("_render"), [], [], body).set_lineno(line)

    def _render(self, caller):
        return caller()


def environment():
    def raise_exception(message):
        raise jinja2.exceptions.TemplateError(message)

    def tojson(x, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
        return json.dumps(x, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)

    made = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=[Generation, loopcontrols])
    made.filters["tojson"] = tojson
    made.globals["raise_exception"] = raise_exception
    made.globals["strftime_now"] = lambda format: TIME.strftime(format)
    return made


def outcome(template, variables=VARIABLES):
    try:
        return {"text": environment().from_string(template).render(**variables)}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}


def main():
    folder = Path(__file__).parent
    groups = {}
    for line in (folder / "Language.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            group = groups.setdefault(line[3:], [])
        elif line:
            template = line.replace("¶", "\n").replace("→", "\t").replace("␍", "\r")
            group.append({"template": template, **outcome(template)})
    with open(folder / "Language.json", "w", encoding="utf-8", newline="\n") as file:
        file.write('{\n"variables": ' + json.dumps(VARIABLES) + ',\n"groups": {\n')
        for index, (name, cases) in enumerate(groups.items()):
            file.write(f"{json.dumps(name)}: [\n" + ",\n".join(json.dumps(case) for case in cases) + ("\n],\n" if index + 1 < len(groups) else "\n]\n"))
        file.write("}\n}\n")
    print(sum(map(len, groups.values())), "templates,", sum("error" in case for cases in groups.values() for case in cases), "errors")


if __name__ == "__main__":
    main()
