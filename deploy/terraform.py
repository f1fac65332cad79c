"""Runs Terraform, or OpenTofu. Every stack has a state and a work folder of its own."""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .options import FOLDER, DeployError, Options
from .package import PYTHON
from .state import Bucket


class Terraform:
    def __init__(self, options: Options, state: Bucket) -> None:
        self._options = options
        self._state = state
        self._chosen: Mapping[str, str] = {}
        self._environment = os.environ | {
            # Another bucket is another state: what is known of one does not hold for the other.
            "TF_DATA_DIR": str(options.work / state.name),
            "TF_IN_AUTOMATION": "1",  # it need not say what to type next
            "AWS_REGION": options.region,
        }

    def init(self) -> Mapping[str, Any]:
        """The outputs of what is deployed by now."""
        self._options.work.mkdir(parents=True, exist_ok=True)
        backend = {
            "bucket": self._state.name,
            "region": self._state.region,
            "key": f"{self._options.name}/terraform.tfstate",
        }
        told = (f"-backend-config={name}={value}" for name, value in backend.items())
        self._run("init", "-input=false", *told)
        known = self.outputs()
        self._chosen = known.get("chosen", {})
        return known

    def apply(
        self, *, secrets_revision: str, is_approved: bool = False, replaced: Sequence[str] = ()
    ) -> None:
        """Asks, unless it is approved. Whatever is named in `replaced` is made anew."""
        approval = (
            ["-auto-approve", "-input=false"] if is_approved or self._options.approves else []
        )
        replacing = [f"-replace={it}" for it in replaced]
        self._run("apply", *approval, *replacing, *self._variables(secrets_revision))

    def plan(self, *, secrets_revision: str) -> tuple[Path, Path]:
        """The plan for `terraform apply`, and the same to be read."""
        plan, text = self._options.work / "plan", self._options.work / "plan.txt"
        # It changes nothing, and whoever may only read the state cannot lock it.
        options = ["-input=false", "-lock=false", f"-out={plan}"]
        self._run("plan", *options, *self._variables(secrets_revision))
        text.write_text(self._run("show", "-no-color", str(plan), is_captured=True))
        return plan, text

    def outputs(self) -> Mapping[str, Any]:
        """Of what is deployed; not all of them where that did not come to its end."""
        told = json.loads(self._run("output", "-json", is_captured=True))
        return {name: output["value"] for name, output in told.items()}

    def _variables(self, secrets_revision: str) -> Sequence[str]:
        own = FOLDER / f"{self._options.name}.tfvars"
        built = {
            "secrets_revision": secrets_revision,
            "python_version": PYTHON,
            "state_bucket": self._state.name,
        }
        values = self._options.variables | built
        # What is said later counts: what the last deployment was told, the file, the command.
        return [
            *(f"-var={name}={value}" for name, value in self._chosen.items()),
            *([f"-var-file={own}"] if own.exists() else []),
            *(f"-var={name}={value}" for name, value in values.items()),
        ]

    def _run(self, *arguments: str, is_captured: bool = False) -> str:
        command = [self._options.terraform, f"-chdir={FOLDER}", *arguments]
        try:
            done = subprocess.run(
                command,
                env=self._environment,
                stdout=subprocess.PIPE if is_captured else None,
                text=True,
                check=False,
            )
        except FileNotFoundError as error:
            raise DeployError(
                f"There is no program {self._options.terraform!r}. Install Terraform 1.10 "
                "or newer, or OpenTofu (make deploy TERRAFORM=tofu)."
            ) from error
        if done.returncode:
            raise DeployError(f"{self._options.terraform} {arguments[0]} did not finish.")
        return done.stdout or ""
