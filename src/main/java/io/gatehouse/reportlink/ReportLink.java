package io.gatehouse.reportlink;

import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import java.time.Instant;

/**
 * The way out of a message.
 *
 * @param administrator in whose name it was done, or who is told of what was done to the realm
 * @param requester who did it
 */
public record ReportLink(
        Occasion occasion, RealmId realm, AdministratorId administrator, Requester requester, Instant occurredAt) {}
