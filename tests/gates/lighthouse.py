"""What Lighthouse says of a demo shop's pages on a slow phone, where Node is there to run it.

It is looked at and never asserted: its figures move with the machine.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.bench.stage import the_stage
from tests.browser import executable

TOOL = "lighthouse@12.8.2"
PAGES = ("/", "/medicines/", "/medicines/baclofen/", "/categories/muscle-relaxants/", "/contact/")
SCORES = ("performance", "accessibility", "best-practices", "seo")
HEAD = """\
| Lighthouse | Performance | Accessibility | Best practices | SEO | Largest paint | Layout shift |
|---|--:|--:|--:|--:|--:|--:|"""
ABSENT = "Lighthouse was not asked: npx is not installed here, or could not fetch it."


def lighthouse_table(folder: Path) -> str:
    """Each page as a phone on a slow network sees it, in Markdown. `folder` takes the demo shop."""
    if not shutil.which("npx"):
        return ABSENT
    with the_stage(folder):
        # It knows the models, which can be imported on the stage only.
        from tests.crowd.open_shop import open_shop

        with open_shop(folder, data=folder) as shop:
            reports = [_report(f"{shop.origin}{path}") for path in PAGES]
    rows = [row(path, report) for path, report in zip(PAGES, reports, strict=True) if report]
    return "\n".join([HEAD, *rows]) if rows else ABSENT


def row(path: str, report: dict[str, Any]) -> str:
    scores = [f"{report['categories'][name]['score'] * 100:.0f}" for name in SCORES]
    audits = report["audits"]
    paint, shift = audits["largest-contentful-paint"], audits["cumulative-layout-shift"]
    shown = [paint["displayValue"].replace("\N{NO-BREAK SPACE}", " "), shift["displayValue"]]
    return f"| {' | '.join([f'`{path}`', *scores, *shown])} |"


def _report(url: str) -> dict[str, Any]:
    """Empty where the tool could not be run."""
    command = ["npx", "--yes", TOOL, url, "--quiet", "--output=json", "--output-path=stdout"]
    command += [f"--only-categories={','.join(SCORES)}", "--chrome-flags=--headless --no-sandbox"]
    environment = os.environ | {"CHROME_PATH": executable()}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    report: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {}
    return report
