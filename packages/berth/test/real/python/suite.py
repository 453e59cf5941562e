"""A suite as people have it: it takes a cluster file, does what suites do, and prints what it was given as JSON."""

import json
import logging
import os
import sys
import types

sys.path.insert(0, os.environ["BERTH_PYTHON"])
from berth_orchestrator import BerthError, ConfigError, Orchestrator  # noqa: E402

log = logging.getLogger("suite")
what, cluster_file, berth = sys.argv[1:4]


def orchestrator(config, **options):
    return Orchestrator(log, config, program=[berth], **options)


def whole_job():
    orch = orchestrator(cluster_file)
    told = {"type": orch.orchestrator_type, "hosts": orch.hosts, "head": orch.head_node, "volumes": orch.get_volumes()}
    told["before"] = orch.verify_containers_running(orch.get_container_name())
    try:
        orch.exec("true")
    except RuntimeError as error:
        told["too early"] = str(error)
    told["setup"] = orch.setup_containers() and orch.setup_sshd()
    told["running"] = orch.verify_containers_running(orch.get_container_name())
    told["plain"] = orch.exec("printf 'a\\tb\\n'; echo err >&2; printf last")
    told["detailed"] = orch.exec("echo $BERTH_RANK; exit 3", detailed=True)
    told["killed"] = orch.exec("kill -9 $$", hosts=orch.hosts[1:2], detailed=True)
    told["wrong words"] = orch.exec_on_head("exit 2", detailed=True)
    told["late"] = orch.exec("echo begun; sleep 60", hosts=orch.hosts[:1], timeout=3, detailed=True)
    told["each"] = orch.exec_cmd_list([f"echo NODE_RANK={rank}" for rank in range(len(orch.hosts))])
    told["head only"] = orch.exec_on_head("hostname")
    told["on hosts"] = orch.all.exec("command -v docker >/dev/null; echo $?")
    told["on head"] = orch.head.exec("hostname", detailed=True)
    told["each host"] = orch.all.exec_cmd_list([f"echo {host}" for host in orch.hosts])
    told["teardown"] = orch.teardown_containers()
    told["after"] = orch.verify_containers_running(orch.get_container_name())
    return told


def failing_setup():
    orch = orchestrator(cluster_file)
    return {"setup": orch.setup_containers(), "teardown": orch.teardown_containers()}


def baremetal():
    orch = orchestrator(cluster_file)
    told = {"setup": orch.setup_containers() and orch.setup_sshd() and orch.verify_containers_running()}
    told["name"] = orch.get_container_name()
    told["here"] = orch.exec("echo here")
    told["teardown"] = orch.teardown_containers()
    return told


def from_objects():
    with open(cluster_file, encoding="utf-8") as file:
        given = json.load(file)
    told = {"dictionary": orchestrator(given).hosts}
    unnamed = {key: value for key, value in given["container"].items() if key != "name"}
    told["unnamed"] = orchestrator({**given, "container": unnamed}).get_container_name()
    told["object"] = orchestrator(types.SimpleNamespace(**given)).get_container_name()
    try:
        orchestrator({**given, "orchestrator": "slurm"})
    except ConfigError as error:
        told["wrong"] = [isinstance(error, ValueError), isinstance(error, BerthError), str(error)]
    return told


def hosts_of_one_key():
    orch = orchestrator(cluster_file)
    told = {"hosts": orch.hosts, "each": orch.all.exec_cmd_list([f"echo {host}" for host in orch.hosts])}
    try:
        told["too few"] = orch.all.exec_cmd_list(["echo 1"])
    except ValueError as error:
        told["too few"] = str(error)
    told["two"] = orch.head.exec("exit 2", detailed=True)
    told["nothing"] = orch.head.exec("", detailed=True)
    printed = orch.all.exec("head -c 1200000 /dev/zero | tr '\\0' x; printf end", print_console=False)
    told["printed"] = {host: [len(output), output[-4:]] for host, output in printed.items()}
    return told


def unreachable():
    orch = orchestrator(cluster_file)
    told = {"quiet": orch.all.exec("echo here", detailed=True)}
    try:
        orchestrator(cluster_file, stop_on_errors=True).all.exec("echo here")
    except BerthError as error:
        told["stopped"] = error.exit_code
    return told


def interrupted():
    orch = orchestrator(cluster_file)
    return orch.all.exec(os.environ["COMMAND"])


jobs = {
    "whole job": whole_job,
    "failing setup": failing_setup,
    "baremetal": baremetal,
    "objects": from_objects,
    "hosts of one key": hosts_of_one_key,
    "unreachable": unreachable,
    "interrupted": interrupted,
}
print(json.dumps(jobs[what]()))
