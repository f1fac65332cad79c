"""`terraform validate` and `terraform test`, in a folder of their own and without AWS."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.infra.checkout import NOT_NEEDED, ROOT
from tests.infra.providers import init_arguments


def main() -> int:
    program = os.environ.get("TERRAFORM", "terraform")
    variables = os.environ | {"TF_CLI_ARGS_init": init_arguments()}
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "terraform"
        shutil.copytree(ROOT / "terraform", copy, ignore=NOT_NEEDED)
        for command in (["init", "-backend=false"], ["validate"], ["test"]):
            code = subprocess.run(
                [program, *command], cwd=copy, env=variables, check=False
            ).returncode
            if code:
                return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
