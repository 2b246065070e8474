package io.gatehouse.link;

import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;

/** A link that was valid until it was consumed. */
public record Link(LinkKind kind, RealmId realm, AdministratorId administrator) {}
