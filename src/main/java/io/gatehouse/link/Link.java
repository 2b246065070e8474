package io.gatehouse.link;

import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;

/** A link that was valid until it was consumed. */
public record Link(LinkKind kind, RealmId realm, AdministratorId administrator) {}
