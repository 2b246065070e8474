package io.gatehouse.reportlink;

import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;

/** Fired when "this wasn't me" is reported, in the transaction that revokes the access to the account. */
public record MisuseReported(RealmId realm, AdministratorId administrator, Requester reporter) {}
