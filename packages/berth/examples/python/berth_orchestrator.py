"""Berth for test suites in Python: one file, no dependencies, Python 3.9 or later, `berth` on the PATH.

It has the methods that suites of ROCm/cvs call on their orchestrator, by the same names and with the same results, and
asks the command line `berth` for each of them. What may be launched, attached to or removed is Berth's to decide.

    orch = Orchestrator(log, "cluster.json", suite_file="suite.json")
    assert orch.setup_containers()
    try:
        orch.exec("rocm-smi", detailed=True)       # {host: {"output": "...", "exit_code": 0}}
        orch.exec_cmd_list([f"NODE_RANK={rank} ./train.sh" for rank in range(len(orch.hosts))])
    finally:
        orch.teardown_containers()

Where a suite makes its orchestrator by a factory, give `Orchestrator` to that factory: an object that has `node_dict`,
`username` and so on as attributes may stand in place of the file.
"""

from __future__ import annotations

import base64
import ctypes
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import weakref
from typing import Any, Mapping, Sequence

FILE_KEYS = (
    "orchestrator", "cluster_name", "node_dict", "head_node_dict", "groups", "username", "priv_key_file", "password",
    "host_key_policy", "env_vars", "suite_merge", "container",
)  # fmt: skip


class BerthError(RuntimeError):
    """`berth` failed. `envelope` is all that it told, `exit_code` what it exited with."""

    def __init__(self, subcommand: str, exit_code: int, envelope: Mapping[str, Any], told: str):
        self.exit_code = exit_code
        self.envelope = envelope
        super().__init__(told.strip() or f"berth {subcommand} exited with {exit_code} and said nothing")


class ConfigError(BerthError, ValueError):
    """The cluster file, or the way in which `berth` was called, is wrong."""


class Berth:
    """The command line, on one cluster."""

    def __init__(self, cluster_file: str, suite_file: str | None = None, program: Sequence[str] = ("berth",)):
        self.program = tuple(program)
        self.files = ["--cluster", cluster_file] + (["--suite", suite_file] if suite_file else [])

    def __call__(self, subcommand: str, *words: str, may_fail: bool = False) -> dict[str, Any]:
        """Runs a subcommand with --json to its end, and gives what it told.

        A subcommand that fails raises, but with `may_fail` only where the way in which it was called was wrong. An
        exception meanwhile, Ctrl-C included, lets `berth` end what it began on the hosts before it goes on.
        """
        process = subprocess.Popen(
            [*self.program, subcommand, "--json", *self.files, *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
            preexec_fn=_end_with_parent if _libc else None,
        )
        try:
            stdout, stderr = process.communicate()
        except BaseException:
            process.send_signal(signal.SIGINT)
            process.communicate()
            raise
        try:
            envelope = json.loads(stdout)
        except ValueError:
            raise BerthError(subcommand, process.returncode, {}, stderr) from None
        # Without an error of wrong use, 2 is the exit code of one host's command.
        if process.returncode == 2 and any(error["kind"] == "usage" for error in _errors(envelope)):
            raise ConfigError(subcommand, 2, envelope, stderr)
        if process.returncode != 0 and not may_fail:
            raise BerthError(subcommand, process.returncode, envelope, stderr)
        return envelope


class Orchestrator:
    """The hosts of a cluster file and what runs in their containers, as suites of ROCm/cvs know them.

    `config` is the path of a cluster file, its content as a dictionary, or an object with the same attributes; a
    relative `runtime.module` is looked for beside the file, so it needs the path of one.
    With `stop_on_errors`, what fails on a host raises; else it is told in that host's output, which then ends with a
    line that begins with `ABORT`, and its `exit_code` is -1.
    """

    def __init__(
        self,
        log: Any,
        config: str | Mapping[str, Any] | Any,
        stop_on_errors: bool = False,
        *,
        suite_file: str | None = None,
        program: Sequence[str] = ("berth",),
    ):
        self.log = log
        self.stop_on_errors = stop_on_errors
        self.config = config
        self.berth = Berth(self._file_of(config), suite_file, program)
        effective = self.berth("config")["config"]
        resolved = self.berth("validate", may_fail=True)["config"]
        self.orchestrator_type = effective["orchestrator"]
        self.container_config = effective.get("container") or {}
        if self.container_config:
            # A name that follows the image is not in the effective file: written there, it would be pinned.
            self.container_config["name"] = resolved["container"]["name"]
        # A key of `node_dict` may stand for many hosts, `gpu[1-3]`.
        self.hosts = [host["name"] for host in resolved["hosts"]]
        self.head_node = resolved["headHost"]
        self.user = effective.get("username")
        self.pkey = effective.get("priv_key_file")
        self.ssh_port = self.container_config.get("sshd_port", 22)
        self.container_id: str | None = None
        self._may_be_up = False
        self.all = Hosts(self, self.hosts)
        self.head = Hosts(self, [self.head_node])

    # Containers

    def setup_containers(self) -> bool:
        """Brings the containers up as the lifetime says, with setup script and sshd; says why not in the log.

        On a cluster without containers there is nothing to bring up, as for the methods below.
        """
        if self.orchestrator_type != "container":
            return True
        # What failed may have left containers behind; what was refused has launched none.
        up = self.berth("up", may_fail=True)
        self._may_be_up = self._may_be_up or not _refused(up)
        if not self._told(up):
            return False
        self.container_id = self.get_container_name()
        return True

    def setup_sshd(self) -> bool:
        """Makes sure that every container's sshd runs, where there is more than one host."""
        if self.orchestrator_type != "container":
            return True
        self._container()
        return len(self.hosts) <= 1 or self._told(self.berth("up", may_fail=True))

    def verify_containers_running(self, container_name: str | None = None) -> bool:
        """Whether the container runs on every host. Changes nothing. A host that cannot be seen is a no."""
        if self.orchestrator_type != "container":
            return True
        name = self.get_container_name()
        if container_name not in (None, name):
            self.log.error("the containers of this cluster are called %s, not %s", name, container_name)
            return False
        status = self.berth("status", may_fail=True)
        states = {host: status["hosts"].get(host, {}).get("state", "unknown") for host in self.hosts}
        elsewhere = {host: state for host, state in states.items() if state != "running"}
        if elsewhere:
            self.log.error("container %s does not run on all hosts: %s", name, elsewhere)
            return False
        self.container_id = name
        return True

    def teardown_containers(self) -> bool:
        """Removes what a `per_run` lifetime made; a container of another lifetime stays."""
        if self.container_id is None and not self._may_be_up:
            return True
        if not self._told(self.berth("down", may_fail=True)):
            return False
        self.container_id, self._may_be_up = None, False
        return True

    def cleanup(self, hosts: Sequence[str] | None = None) -> bool:
        """The same as `teardown_containers`, whichever hosts are given: a cluster comes down as a whole."""
        return self.teardown_containers()

    def get_container_name(self, container_config: Mapping[str, Any] | None = None, image: str | None = None) -> str:
        """The container's name on every host; it is Berth's to say, so the arguments are not looked at."""
        return self.container_config.get("name", "")

    @staticmethod
    def sanitize_container_name(image_name: str) -> str:
        """An image's name with `_` for all that is no letter, digit or `_`."""
        return re.sub(r"[^a-zA-Z0-9_]", "_", image_name)

    def get_volumes(self) -> list[str]:
        """The mounts of the container, `source:target[:options]`."""
        return list(self.container_config.get("runtime", {}).get("args", {}).get("volumes", []))

    # Commands

    def exec(self, cmd, hosts=None, timeout=None, detailed=False, print_console=True):
        """Runs a shell program in the container of every host, or on the hosts where there is no container.

        `timeout` is in seconds. Gives each host's output, or its `output` and `exit_code` when `detailed`.
        """
        return self._exec(cmd, self._where(), hosts, timeout, detailed, print_console)

    def exec_on_head(self, cmd, timeout=None, detailed=False, print_console=True):
        """Runs a shell program in the container of the head host."""
        return self._exec(cmd, self._where(), [self.head_node], timeout, detailed, print_console)

    def exec_on_host(self, cmd, hosts=None, timeout=None, detailed=False, print_console=True):
        """Runs a shell program on the hosts themselves."""
        return self._exec(cmd, ["--on-host"], hosts, timeout, detailed, print_console)

    def exec_cmd_list(self, cmd_list, timeout=None, print_console=True):
        """Runs another shell program on each host: the first on the first of `hosts`, and so on."""
        return self._exec(list(cmd_list), self._where(), self.hosts, timeout, False, print_console)

    def setup_env(self, hosts, env_script=None) -> bool:
        """Runs a script of the hosts with bash on the hosts. It changes nothing for later commands."""
        if not env_script:
            return True
        results = self.exec_on_host(f"bash {env_script}", hosts, timeout=60, detailed=True)
        return all(result["exit_code"] == 0 for result in results.values())

    def sudo_prefix(self) -> str:
        """What privileged commands on the hosts begin with: `sudo -n ` where that works on the head host."""
        probe = self._exec("sudo -n true", ["--on-host"], [self.head_node], 30, True, False)
        return "sudo -n " if probe[self.head_node]["exit_code"] == 0 else ""

    # How

    def _exec(self, command, where, hosts, timeout, detailed, print_console):
        """Runs one command on all of `hosts`, or each of a list of commands on its host."""
        hosts = list(self.hosts if hosts is None else hosts)
        commands = command if isinstance(command, list) else [command or ":"] * len(hosts)
        if len(commands) != len(hosts):
            raise ValueError(f"{len(commands)} commands for {len(hosts)} hosts")
        words = [*where, "--hosts", ",".join(hosts)]
        if not self.stop_on_errors:
            words.append("--skip-unreachable")
        if timeout is not None:
            words += ["--timeout", f"{timeout}s"]
        with tempfile.TemporaryDirectory(prefix="berth-") as folder:
            # In a file, since Linux lets no word of a command line be longer than 128 KiB.
            each = os.path.join(folder, "each.json")
            with open(each, "x", encoding="utf-8") as file:
                json.dump(dict(zip(hosts, commands)), file)
            # Of each stream the answer has 1 MiB at most, the files have all of it.
            outputs = os.path.join(folder, "outputs")
            told = self.berth("exec", *words, "--each", each, "--output-dir", outputs, may_fail=True)
            for host, result in told["hosts"].items():
                if result.get("truncated"):
                    result.update({stream: _read(outputs, host, stream) for stream in ("stdout", "stderr")})
        if told["errors"] and not any("endedBy" in result for result in told["hosts"].values()):
            raise BerthError("exec", told["exitCode"], told, told["errors"][0]["message"])
        results = {host: _result(host, told["hosts"].get(host, {})) for host in hosts}
        unknown = [f"{host}: {result['output']}" for host, result in results.items() if result["exit_code"] == -1]
        if unknown and self.stop_on_errors:
            raise BerthError("exec", told["exitCode"], told, "\n".join(unknown))
        for host, result in results.items() if print_console else ():
            self.log.info("Host == %s ==\n%s", host, result["output"])
        return results if detailed else {host: result["output"] for host, result in results.items()}

    def _where(self) -> list[str]:
        if self.orchestrator_type == "container":
            self._container()
        return []

    def _container(self) -> str:
        if self.container_id is None:
            raise RuntimeError("No containers running. Call setup_containers() first.")
        return self.container_id

    def _told(self, envelope: Mapping[str, Any]) -> bool:
        for warning in envelope["warnings"]:
            self.log.warning("%s", warning if isinstance(warning, str) else warning.get("message"))
        for error in envelope["errors"] or _errors(envelope):
            self.log.error("%s\n%s", error["message"], error.get("remedy") or "")
        return envelope["ok"]

    def _file_of(self, config) -> str:
        if isinstance(config, (str, os.PathLike)):
            return os.fspath(config)
        given = config if isinstance(config, Mapping) else {key: getattr(config, key, None) for key in FILE_KEYS}
        folder = tempfile.TemporaryDirectory(prefix="berth-")
        weakref.finalize(self, folder.cleanup)
        path = os.path.join(folder.name, "cluster.json")
        with open(path, "x", encoding="utf-8") as file:
            json.dump({key: value for key, value in given.items() if value not in (None, {})}, file)
        return path


class Hosts:
    """Commands on some hosts themselves, beside the containers: what `all` and `head` of an orchestrator are."""

    def __init__(self, orchestrator: Orchestrator, hosts: Sequence[str]):
        self._orchestrator = orchestrator
        self.hosts = list(hosts)

    def exec(self, cmd, timeout=None, print_console=True, detailed=False):
        """Runs a shell program on each of the hosts."""
        return self._orchestrator.exec_on_host(cmd, self.hosts, timeout, detailed, print_console)

    def exec_cmd_list(self, cmd_list, timeout=None, print_console=True):
        """Runs another shell program on each of the hosts, by position."""
        return self._orchestrator._exec(list(cmd_list), ["--on-host"], self.hosts, timeout, False, print_console)


def _errors(envelope: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """All errors of an answer, those of hosts too. An exit code says less: with one host it may be the command's own."""
    return envelope["errors"] + [host["error"] for host in envelope["hosts"].values() if host.get("error")]


def _refused(envelope: Mapping[str, Any]) -> bool:
    """Whether the policy refused, and so changed nothing."""
    errors = _errors(envelope)
    return bool(errors) and all(error["kind"] in ("refused", "usage") for error in errors)


def _result(host: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """What a suite gets of a host: both streams as one text, and -1 where no exit code is known."""
    text = "".join(_text(told.get(stream, "")) for stream in ("stdout", "stderr"))
    lines = "".join(line.replace("\t", "   ") + "\n" for line in text.splitlines())
    ended = told.get("endedBy")
    if ended in ("exit", "signal"):
        killed = ended == "signal" and 128 + getattr(signal, told["signal"], 0)
        return {"output": lines, "exit_code": killed or told["exitCode"]}
    if ended in ("timeout", "idle"):
        return {"output": f"{lines}\nABORT: Timeout Error in Host: {host}\n", "exit_code": -1}
    error = told.get("error") or {"message": f"nothing is known of how it ended on {host}", "kind": None}
    reason = "Host Unreachable Error" if error["kind"] == "unreachable" else "No Exit Code"
    return {"output": f"{lines}{error['message']}\nABORT: {reason}", "exit_code": -1}


def _read(folder: str, host: str, stream: str) -> str:
    """What a host printed, from the file that `--output-dir` made of it."""
    path = os.path.join(folder, f"{host.replace('/', '_')}.{stream}")
    with open(path, encoding="utf-8", errors="replace", newline="") as file:
        return file.read()


def _text(stream: str | Mapping[str, str]) -> str:
    """A stream of the answer: text, or bytes that are no UTF-8."""
    return stream if isinstance(stream, str) else base64.b64decode(stream["base64"]).decode("utf-8", "replace")


# Loaded once: between fork and exec, another thread of a suite may hold the lock that loading needs.
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def _end_with_parent() -> None:
    """Has Linux interrupt the new process when the one that started it dies, so that nothing of it goes on alone."""
    _libc.prctl(1, signal.SIGTERM)
