package io.gatehouse.link;

import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;

/** A single-use link to be issued. */
public record Link(LinkKind kind, RealmId realm, AdministratorId administrator) {}
