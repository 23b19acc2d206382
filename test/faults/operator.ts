import { Chance } from '../../local/simulation/chance.ts';
import type { ProvinceWorld } from './app/province.ts';

const MINUTE = 60_000;
/** Probability of each action per minute. */
const DEPLOYS = 0.1;
const REDRIVES = 0.15;
const REPUBLISHES = 0.02;
/** A deploy reaches the functions one after the other, within so long. Milliseconds. */
const DEPLOY_MS = 90_000;

/** The operator of the province, acting during the run at moments drawn from the seed. */
export class Operator {
  readonly #world: ProvinceWorld;
  readonly #chance: Chance;
  #on = false;

  constructor(world: ProvinceWorld, seed: number) {
    this.#world = world;
    this.#chance = new Chance(seed, 4);
  }

  begin(): void {
    this.#on = true;
    this.#everyMinute();
  }

  /** Goes home, with everything deployed. */
  end(): void {
    this.#on = false;
    this.#world.lambda.deployRest();
  }

  #everyMinute(): void {
    this.#world.scheduler.after(MINUTE * this.#chance.unit() * 2, () => {
      if (!this.#on) return;
      if (this.#chance.happens(DEPLOYS)) this.#deploy();
      if (this.#chance.happens(REDRIVES)) this.#world.redrive();
      if (this.#chance.happens(REPUBLISHES)) void this.#world.republish();
      this.#everyMinute();
    });
  }

  /** New code takes over function by function: for a while both work side by side, and what runs runs on. */
  #deploy(): void {
    const { scheduler, lambda } = this.#world;
    for (const name of lambda.functions.keys()) {
      scheduler.after(this.#chance.unit() * DEPLOY_MS, () => lambda.deploy(name));
    }
  }
}
