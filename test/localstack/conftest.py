import os
import shutil
from pathlib import Path

import pytest

HANDLER = """
let calls = 0;
export const handler = async (event, context) => {
  calls++;
  if (event.log) console.log(event.log);
  if (event.fail) throw new TypeError(event.fail);
  if (event.sleepMs) await new Promise((resolve) => setTimeout(resolve, event.sleepMs));
  if (event.spin) for (;;);
  if (event.exit) process.exit(3);
  return { calls, pid: process.pid, id: context.awsRequestId, left: context.getRemainingTimeInMillis(), given: process.env.GIVEN,
    names: Object.keys(process.env).sort(), size: event.filler?.length };
};
"""


@pytest.fixture
def node() -> str:
    return os.environ["MOTCUA_NODE"]


@pytest.fixture
def task_root(tmp_path: Path) -> Path:
    (tmp_path / "index.mjs").write_text(HANDLER)
    return tmp_path


@pytest.fixture(autouse=True)
def _clean(tmp_path: Path):
    yield
    shutil.rmtree(tmp_path, ignore_errors=True)
