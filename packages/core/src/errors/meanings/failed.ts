import type { ErrorCodeOf } from '../codes.js'
import type { ErrorMeaning } from './error-meaning.js'

const takenBack =
  'What this call had created is removed again on all hosts, by id, unless `keepFailed` was asked for. What could not be removed is listed in the message.'

export const failedMeanings: Readonly<Record<ErrorCodeOf<'failed'>, ErrorMeaning>> = {
  BERTH_IMAGE_UNAVAILABLE: {
    meaning: 'The image could not be made present on a host: pulled, or loaded from its archive.',
    when: 'In `up`, before a launch. Also where a pull fails although an older image of the name is there: it is never passed off as the new one.',
    changed: 'No container. Parts of the image may be in the cache of the engine, and images on other hosts.',
    retry: 'Yes, once the registry or the archive can be had.',
    remedy:
      'Do what the words of the engine call for: log in to the registry, correct the reference, make room. Or set `container.image_tar`.',
  },
  BERTH_REGISTRY_LIMIT: {
    meaning: 'The registry refused a pull for now, because too much is asked of it: "too many requests".',
    when: 'In `up`, before a launch, after the pull was tried again a few times with growing pauses.',
    changed: 'No container. Parts of the image may be in the cache of the engine, and images on other hosts.',
    retry: 'Yes, once the limit of the registry allows it: some count by the minute, some by the hour or the day.',
    remedy:
      'Wait, log in to the registry on the hosts, let fewer hosts pull at once (`container.pulls_at_once`), or set `container.image_tar`.',
  },
  BERTH_SAVE_FAILED: {
    meaning: 'What a container holds could not be written out, or no image could be made of it.',
    when: 'In `save`, before any host is given the image.',
    changed:
      'Nothing in the container, and no host has the image. What the engine has made by the way is taken away again; where the host cannot be reached for that, by the next `save` there after an hour.',
    retry: 'Yes.',
    remedy:
      'Do what the words of the engine call for: make room, on the host and in `/var/tmp` of the machine that runs Berth.',
  },
  BERTH_LAUNCH_FAILED: {
    meaning: 'The engine refused to create or to start the container, and none is there.',
    when: 'In `up`, at the launch.',
    changed: takenBack,
    retry: 'Yes, once the cause that the engine names is mended.',
    remedy: 'Mend what the message shows of the engine: a device, a limit, a mount, the disk.',
  },
  BERTH_LAUNCH_UNKNOWN: {
    meaning: 'Nobody saw how a launch ended: its time was up, the connection was lost, or the engine went away.',
    when: 'In `up`, at the launch.',
    changed: `The engine may have created the container, or may do so yet. It is looked for, by the run, for some seconds, and removed. ${takenBack}`,
    retry: 'Yes: the next call sees what is there.',
    remedy: 'Look at the load of the host and its engine. The message says how to see what is there.',
  },
  BERTH_RESTART_FAILED: {
    meaning: 'A stopped container could not be started again, or is not the one that was observed.',
    when: 'In `up` with lifetime `persistent`.',
    changed: 'The container and its overlay are as they were. Those of other hosts may have been started.',
    retry: 'Yes, once the cause is mended.',
    remedy: 'Mend what the engine reports. Nothing but `berth down --destroy` removes the container.',
  },
  BERTH_REMOVE_FAILED: {
    meaning: 'A container could not be removed, or is not the one that was observed.',
    when: 'In `down`; in `up`, where a container is replaced or what failed is taken back.',
    changed:
      'The container may be left, or be gone. One whose id or labels do not match was not touched. Other hosts went on.',
    retry: 'Yes: `down` finds what is left by its run.',
    remedy: 'Run `berth down` again, or remove the container by the id that the message names.',
  },
  BERTH_CLAIM_FAILED: {
    meaning: 'What other processes must know of the use of a container could not be written down in it.',
    when: 'In `up`, `attach` and whatever begins with these, where a container is used that another run is still bringing up or may leave behind; at the end of an `up` that launched.',
    changed:
      'A claim: nothing, and the claims on other hosts are taken back. At the end of an `up`: all is done, and stays.',
    retry: 'Yes.',
    remedy: 'Look at the container and the free space of its disk, then run it again.',
  },
  BERTH_PROVISION_FAILED: {
    meaning:
      'The setup script failed or took longer than 600 seconds, or the image lacks bash, base64 or another tool that every script needs.',
    when: 'In `up`, after a launch; in an `up` that attaches to a persistent container which was never provisioned.',
    changed: `${takenBack} A container that was there before is kept, with what the script did in it.`,
    retry: 'Yes, once the script or the image is mended.',
    remedy:
      'Read the output of the script in the message. `berth up --keep-failed` keeps the containers for a look, and with them all that the script printed, in `/var/lib/berth/setup.log`.',
  },
  BERTH_SSHD_FAILED: {
    meaning: 'The sshd of a container could not be set up, started, or proved to be the one that listens.',
    when: 'In `up` where sshd is wanted, and in `ensureSshd`; of a container that does not share its host’s network before anything is changed.',
    changed: `In \`up\`: ${takenBack} In \`ensureSshd\`: keys and configuration may be written, and on other hosts sshd may run.`,
    retry: 'Yes: it starts only what is missing.',
    remedy:
      'Let the default setup script install openssh-server, or install it in your own or in the image; else set `sshd` to false. The log is in the container.',
  },
  BERTH_SSHD_PORT_TAKEN: {
    meaning: 'Another process listens on the port that the sshd of a container is to have.',
    when: 'In `up` where sshd is wanted, before anything is launched; and where the port was taken since then, or in `ensureSshd`.',
    changed: `No sshd of Berth runs there. In \`up\`, as its message says, nothing; or the port was taken later: ${takenBack}`,
    retry: 'Yes, once the port is free.',
    remedy:
      'End the other process, which the message helps to find, or set `container.sshd_port`, to `auto` to have a free one chosen.',
  },
  BERTH_EXEC_NOT_STARTED: {
    meaning: 'The command provably did not start: the host, its login shell, the engine or the container refused.',
    when: 'In every call that runs a command. The engine’s own exit codes, 125 to 127, are told so, and never passed off as those of the command.',
    changed: 'Nothing: nothing was run.',
    retry: 'Yes: nothing was run.',
    remedy: 'Mend what the message shows: a container that has ended, a login file that exits, a host without room.',
  },
  BERTH_MAY_HAVE_RUN: {
    meaning: 'A command was asked for, and it was not seen to start: it may have run, or run yet.',
    when: 'In every call that runs a command without input and environment, where it was aborted or its time was up before the host had answered; and where the host’s login shell runs commands whose output does not come back.',
    changed: 'What the command did, if it ran.',
    retry: 'No: only after a look at what it did.',
    remedy:
      'Look at what the command did. A start-up file of the login shell that sends its output elsewhere hides all.',
  },
  BERTH_NOT_BEGUN: {
    meaning: 'Work was not begun on a host that waited for its turn, because more hosts had failed than may.',
    when: 'In `up` and in commands, with `maxFailures` (`--max-failures`), where hosts wait: for a pull, for their setup script, or with `parallel`.',
    changed: 'Nothing on that host by this step.',
    retry: 'Yes, once what failed on the other hosts is mended, or more of them may fail.',
    remedy: 'Mend what failed on the other hosts, which are in the same error; or let more hosts fail.',
  },
  BERTH_COMMAND_FAILED: {
    meaning: 'A command ended with another exit code than 0 or by a signal; or a program of Berth itself failed.',
    when: 'In `throwIfFailed()` of the results of a command; in `start`, `stop`, `forget` and `listDetached`; for a detached command that was stopped or is gone; and for a fault in Berth or an adapter, which the message then says.',
    changed: 'What the command did.',
    retry: 'As the command allows.',
    remedy: 'Read the standard error that the message ends with. Report a fault, with the stack of its cause.',
  },
  BERTH_MPI_UNUSABLE: {
    meaning: 'The container that launches has no launcher of MPI that Berth knows, or none can be prepared in it.',
    when: 'In `mpirun`, before anything is launched.',
    changed: 'Nothing.',
    retry: 'Yes, once the image or the container is mended.',
    remedy: 'Put Open MPI or MPICH into the image, or install it by the setup script, on all hosts.',
  },
  BERTH_MPI_LAUNCH_FAILED: {
    meaning:
      'A daemon of the launcher of MPI could not be run in the container of a host, or could not be ended there.',
    when: 'In `mpirun`, of the host whose daemon it was.',
    changed: 'What ranks did until they were ended.',
    retry: 'As the program allows.',
    remedy: 'Check that all containers have the same MPI, and that the hosts reach each other.',
  },
  BERTH_FILE_FAILED: {
    meaning: 'A file or folder could not be read, sent or written, on the host or on this machine.',
    when: 'In `putFile`, `putDirectory`, `saveFile` and `getFile`; with `outputDir`; and where `berth` cannot print its results.',
    changed:
      'A file that is put or saved has its old content or the new, whole. With `outputDir` the command may have run, and its output is not complete.',
    retry: 'Files: yes. A command: as the command allows.',
    remedy: 'Check who may read and write the path, and the room on the disk. Put nothing that is still written to.',
  },
  BERTH_OPEN_FILES: {
    meaning: 'The machine that runs Berth lets the process open no further file or connection.',
    when: 'Where a host is connected to. Hosts that do not fit wait for others to be done before it comes to this.',
    changed: 'Nothing on this host, which was not reached.',
    retry: 'Yes, once there are fewer hosts or the limit is higher.',
    remedy: 'Raise the limit by the command that the message names, or take fewer hosts at once.',
  },
  BERTH_TIMEOUT: {
    meaning: 'The time that the caller, or Berth, gave for something was up.',
    when: 'For a command at its `timeout` or `idleTimeout`, or where it had not even started; for waiting for a detached command, which itself goes on.',
    changed: 'What the command did until it was ended, with all its processes. Waiting changes nothing.',
    retry: 'As the command allows. Waiting: yes, it gets everything from the beginning.',
    remedy: 'Allow more time, or look at the load of the host and what the command waits for.',
  },
  BERTH_HOSTS_FAILED: {
    meaning: 'Several hosts failed, and not all with the same code.',
    when: 'In every call on many hosts. Where all failed alike, the error has their code in place of this one.',
    changed: 'As the code of each host says: `failures` of the `HostsError` has them.',
    retry: 'As the code of each host says.',
    remedy: 'Look at the groups of hosts in the message.',
  },
}
