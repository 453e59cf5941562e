import type { ErrorCodeOf } from '../codes.js'
import type { ErrorMeaning } from './error-meaning.js'

const nothing = 'Nothing on any host.'
const images = 'No container on any host. Images may have been pulled or loaded.'
const onceDone = 'Yes, once what the message names is as it should be: each call looks at all hosts anew.'

export const refusedMeanings: Readonly<Record<ErrorCodeOf<'refused'>, ErrorMeaning>> = {
  BERTH_PROBE_UNTRUSTED: {
    meaning:
      'What is on some host is not known: it cannot be reached, its engine gives no answer, or one that cannot be trusted, or is that of another host or of another name in the cluster file. Unreachable is not absent.',
    when: 'In `up` and `attach`, whatever the lifetime, and in `down --destroy`.',
    changed: nothing,
    retry: onceDone,
    remedy: 'Do what the message says for each host, or leave these hosts out with `--hosts`.',
  },
  BERTH_PARTIAL_SET: {
    meaning: 'A persistent container is on some of the hosts and missing on the others.',
    when: 'In `up` with lifetime `persistent`.',
    changed: nothing,
    retry: 'No, not as it is: the answer stays the same.',
    remedy:
      '`berth up --repair launch_missing` launches it where it is missing, from the image of the others. Or leave hosts out with `--hosts`.',
  },
  BERTH_NOT_RUNNING: {
    meaning: 'There is no running container on some host, and the call may not start one.',
    when: 'In `attach`, and so in the commands that attach (`berth exec`, say); in `up` with lifetime `no_launch`.',
    changed: nothing,
    retry: onceDone,
    remedy: 'Bring the cluster up with `berth up`; under `no_launch`, start the container by the means that made it.',
  },
  BERTH_IN_USE: {
    meaning: 'The container is not of this run, and the run that it is of, or who has claimed it, may still need it.',
    when: 'In `up` and `attach` with lifetime `per_run`. In `down` where there is nothing else to take down, where a part is being brought up, and of a container that was claimed or brought up since it was looked at.',
    changed:
      'Nothing on any host; but a `down` that finds a container brought up since it was looked at has taken down what the message does not name, which that `up` has launched again.',
    retry: 'Yes, when that run is over.',
    remedy:
      'Wait for that run, work in it with `--run`, or give your container another name. `--replace in_use` removes the other container, with all that runs in it.',
  },
  BERTH_OVERLAY_AT_RISK: {
    meaning:
      'A persistent container, whoever made it, or one with labels of Berth that cannot be read, would have to be removed, and with it what was installed there.',
    when: 'In `up` with lifetime `per_run`; in `down --destroy` where the container was made on another machine; in `down` where there is nothing else to take down.',
    changed: nothing,
    retry: 'No; nothing overrides it.',
    remedy:
      'Set `lifetime` to `persistent` to use the container, or give this one another name. Only `berth down --destroy` removes a persistent one.',
  },
  BERTH_LIFETIME_MISMATCH: {
    meaning:
      'The container was made for one run, so its run may remove it at any time: it cannot be taken as a persistent one.',
    when: 'In `up` and `attach` with lifetime `persistent`.',
    changed: nothing,
    retry: 'Yes, when that run is over.',
    remedy: 'Take it down with lifetime `per_run`, or give the persistent container another name.',
  },
  BERTH_FOREIGN_CONTAINER: {
    meaning: 'The name is taken by a container that Berth did not make.',
    when: 'In `up` with lifetime `per_run`; with `persistent` only where it is stopped, since Berth starts nothing that it did not make.',
    changed: nothing,
    retry: 'No, not before the name is free or the container runs.',
    remedy:
      'Give your container another name, or remove the other one, or, under `per_run`, have it removed with `--replace foreign`.',
  },
  BERTH_NAME_TAKEN: {
    meaning: 'Somebody else took the name between the look at the hosts and the launch.',
    when: 'In `up`, at the launch.',
    changed:
      'Nothing of theirs. What this call had created on other hosts was removed again, and what it had to replace or restart before was replaced or restarted.',
    retry: 'Yes: the next call sees their container and says what holds.',
    remedy: 'Run it again once they are done.',
  },
  BERTH_PROVISIONING: {
    meaning: 'Another run is launching or provisioning these containers right now.',
    when: 'In `up` and `attach`, and so in commands that attach; at provisioning, where another run was faster.',
    changed:
      'Nothing in that container. Where the message names containers that are kept, this call made them and the other run uses them.',
    retry: 'Yes, when that run is done.',
    remedy:
      'Wait, then run it again. If that run is gone for good, remove its containers or wait until the time for its script is up.',
  },
  BERTH_HOST_PATH_MISSING: {
    meaning: 'A host lacks a device or the source of a bind mount that the cluster file lists.',
    when: 'In `up`, where a container would be launched.',
    changed: nothing,
    retry: onceDone,
    remedy:
      'Make the folders with the command that the message has, or take the paths out of `runtime.args`. Berth makes no source of a bind mount but one with the option `create`. A path that the login user may not look at is not told to be missing: the engine decides.',
  },
  BERTH_IMAGE_MISSING: {
    meaning: 'The image is not on a host, and the cluster file forbids to pull it.',
    when: 'In `up` with `container.pull: never`, where a container would be launched.',
    changed: nothing,
    retry: onceDone,
    remedy: 'Load or pull the image on these hosts, or set `container.image_tar`, or `container.pull` to `missing`.',
  },
  BERTH_IMAGE_SKEW: {
    meaning: 'The hosts have different images under one name.',
    when: 'In `up`, before a launch; in `up` and `attach`, where the containers that are there were made from different images. Under `no_launch` it is a warning.',
    changed: images,
    retry: 'No, not before the images are the same.',
    remedy:
      'Make the hosts that the message names have what the others have: pull again (`container.pull: always`), name the image by digest, or load one archive everywhere.',
  },
  BERTH_IMAGE_UNREADABLE: {
    meaning: 'The engine of a host does not say which image its container, or its tag, is.',
    when: 'As `BERTH_IMAGE_SKEW`: where images are compared.',
    changed: images,
    retry: onceDone,
    remedy: 'Make the engine show the image there, or leave the host out: it may run another one.',
  },
  BERTH_IMAGE_INCOMPARABLE: {
    meaning:
      'Whether hosts have the same image cannot be told: what their engines know of it has no kind of digest in common.',
    when: 'As `BERTH_IMAGE_SKEW`: where images are compared, mostly between different image stores.',
    changed: images,
    retry: 'No, not before the hosts have something in common to compare.',
    remedy: 'Name the image by digest and pull it on all hosts, or load one archive on all (`container.image_tar`).',
  },
  BERTH_SAVE_REFUSED: {
    meaning:
      'The container is none that is saved: it is not of this cluster and user, or was never provisioned. Or a host has an image by the name already.',
    when: 'In `save`, before anything is made.',
    changed: nothing,
    retry: onceDone,
    remedy:
      'Bring the container up with `berth up`. Choose another name for the image, or give the name to the new one with `--replace`.',
  },
}
