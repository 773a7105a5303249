export { CHANNEL_KINDS, Channel, type ChannelKind } from "./channel.entity.ts";
export { Organization } from "./organization.entity.ts";
export { UnknownChannel, UnknownUnitCode } from "./organization.errors.ts";
export { findChannelByCode, findRootUnit, OrganizationService } from "./organization.service.ts";
export { Topic } from "./topic.entity.ts";
export { Unit } from "./unit.entity.ts";
export { inReadingOrder, type PlacedUnit } from "./unit-tree.ts";
