package io.gatehouse.reportlink;

import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;

/** Somebody said "this wasn't me"; fired in the transaction that ends what was done in the person's name. */
public record MisuseReported(RealmId realm, AdministratorId administrator, Requester reporter) {}
