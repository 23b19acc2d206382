/**
 * What can go wrong while a province is brought up. Every message is one sentence (or two) for the person at the
 * keyboard: what happened and what to do. `start.ts` prints it without a stack trace.
 */
export class LocalError extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

export class PortTaken extends LocalError {
  readonly port: number;
  constructor(port: number, use: string, holder: string | undefined) {
    super(
      `Port ${port} (${use}) is taken${holder ? ` by ${holder}` : ''}: stop that process, or set MOTCUA_PORT_BASE to the first of ten free ports, for example MOTCUA_PORT_BASE=${port < 20000 ? 24700 : 14700}.`,
    );
    this.port = port;
  }
}

export class BadSetting extends LocalError {
  constructor(variable: string, value: string, expected: string) {
    super(`${variable}=${value} is not usable: set it to ${expected}, or unset it.`);
  }
}

export class PythonMissing extends LocalError {
  constructor(oldest: string) {
    super(
      `Python ${oldest} or newer was not found on PATH and the local emulator needs it: install it (Debian and Ubuntu: \`sudo apt install python3 python3-venv\`; macOS: \`brew install python\`).`,
    );
  }
}

export class PythonTooOld extends LocalError {
  constructor(found: string, oldest: string) {
    super(
      `The local emulator needs Python ${oldest} or newer and only ${found} was found: install a newer one beside it, for example with \`pyenv install 3.13\`, \`sudo apt install python3.13 python3.13-venv\` or \`brew install python\` (python${oldest} … python3.14 on PATH and the versions of pyenv are found).`,
    );
  }
}

export class PipMissing extends LocalError {
  constructor(version: string) {
    super(
      `Python ${version} lacks its venv or pip module, so the emulator and other Python tools cannot be installed: on Debian and Ubuntu run \`sudo apt install python3-venv\`, elsewhere reinstall Python with pip.`,
    );
  }
}

export class InstallFailed extends LocalError {
  constructor(what: string, why: string, logFile: string) {
    super(
      `Installing ${what} with pip failed (${why}): check the network or the package index that pip is set to use, then start again; everything pip said is in ${logFile}.`,
    );
  }
}

export class DiskFull extends LocalError {
  constructor(folder: string, freeMiB: number, neededMiB: number) {
    super(
      `Only ${freeMiB} MiB are free on the disk that holds ${folder} and ${neededMiB} MiB are needed: free some space, for example by removing node_modules of other projects or old container images.`,
    );
  }
}

export class EmulatorFailed extends LocalError {
  constructor(emulator: string, why: string, logFile: string) {
    super(`${emulator} did not become healthy (${why}): its output is in ${logFile}.`);
  }
}

export class DockerMissing extends LocalError {
  constructor() {
    super(
      'EMULATOR=localstack needs a running Docker engine and none answers: start Docker, or unset EMULATOR to use MiniStack, which needs no Docker.',
    );
  }
}

export class EndpointNotLocal extends LocalError {
  constructor(endpoint: string) {
    super(
      `AWS_ENDPOINT_URL=${endpoint} is not a plain http address on this machine's loopback, and a local province never goes anywhere else: unset AWS_ENDPOINT_URL, or set it to something like http://127.0.0.1:4566.`,
    );
  }
}

export class NotAnEmulator extends LocalError {
  constructor(endpoint: string, answer: string) {
    super(
      `What answers at ${endpoint} is not a local emulator (${answer}; account 000000000000 was expected): unset AWS_ENDPOINT_URL, or point it at an emulator.`,
    );
  }
}

export class StepTimedOut extends LocalError {
  constructor(step: string, seconds: number, last: string, logFile: string) {
    super(
      `${step} was stopped after ${seconds} s without an end${last ? ` (last: ${last})` : ''}: start again, and if it happens again read ${logFile}.`,
    );
  }
}

export class DeployFailed extends LocalError {
  constructor(step: string, why: string, logFile: string) {
    super(`${step} failed: ${why} (everything it said is in ${logFile}).`);
  }
}

export class SimulatorFailed extends LocalError {
  constructor(simulator: string, why: string, logFile: string) {
    super(`The ${simulator} simulator did not start (${why}): its output is in ${logFile}.`);
  }
}
