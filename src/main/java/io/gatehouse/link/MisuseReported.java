package io.gatehouse.link;

import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.Requester;

/** Somebody said "this wasn't me"; fired in the transaction that ends what was done in the person's name. */
public record MisuseReported(RealmId realm, AdministratorId administrator, Requester reporter) {}
