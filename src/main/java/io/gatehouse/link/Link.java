package io.gatehouse.link;

import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;

/** A link that was valid a moment ago. */
public record Link(LinkKind kind, RealmId realm, AdministratorId administrator) {}
