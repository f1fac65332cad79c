"""Runs Terraform, or OpenTofu. Every stack has a state and a work folder of its own."""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from .options import FOLDER, DeployError, Options, is_pipeline
from .package import PYTHON

BACKEND_FILE = FOLDER / "backend.hcl"
LOCAL_BACKEND = FOLDER / "backend_override.tf"
LOCAL = 'terraform {\n  backend "local" {}\n}\n'


class Terraform:
    def __init__(self, options: Options) -> None:
        self._options = options
        self._environment = os.environ | {
            "TF_DATA_DIR": str(options.work / "data"),
            "TF_IN_AUTOMATION": "1",  # it need not say what to type next
            "AWS_REGION": options.region,
        }

    def init(self) -> None:
        """Raises DeployError where a pipeline would lose the state with its machine."""
        self._options.work.mkdir(parents=True, exist_ok=True)
        backend = self._backend()
        self._run("init", "-input=false", *(f"-backend-config={it}" for it in backend))

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

    def outputs(self) -> Mapping[str, str | dict[str, str]]:
        """Raises DeployError where nothing is deployed."""
        told = json.loads(self._run("output", "-json", is_captured=True))
        if not told:
            raise DeployError(f"There is no stack {self._options.name!r} yet: make deploy")
        return {name: output["value"] for name, output in told.items()}

    def _backend(self) -> Sequence[str]:
        options = self._options
        key = f"key={options.name}/terraform.tfstate"
        if options.state_bucket or BACKEND_FILE.exists():
            LOCAL_BACKEND.unlink(missing_ok=True)
            if options.state_bucket:
                return [f"bucket={options.state_bucket}", f"region={options.region}", key]
            return [str(BACKEND_FILE), key]
        if is_pipeline():
            raise DeployError(
                "A pipeline keeps no files: name a bucket for the state (STATE_BUCKET)"
            )
        LOCAL_BACKEND.write_text(LOCAL)
        state = options.work / "terraform.tfstate"
        print(f"Terraform's state is only on this machine, in {state}. Keep it.", flush=True)
        return [f"path={state}"]

    def _variables(self, secrets_revision: str) -> Sequence[str]:
        own = FOLDER / f"{self._options.name}.tfvars"
        built = {"secrets_revision": secrets_revision, "python_version": PYTHON}
        values = self._options.variables | built
        return [
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
