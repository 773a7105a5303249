import { DefaultNamingStrategy, type NamingStrategyInterface } from "typeorm";

/** `unitId` in code is `unit_id` in the database, everywhere and without saying so. */
export class SnakeNaming extends DefaultNamingStrategy implements NamingStrategyInterface {
  override columnName(propertyName: string, customName: string | undefined): string {
    return customName ?? propertyName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}
