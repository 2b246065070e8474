package io.gatehouse.reportlink;

import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import java.time.Instant;

/**
 * The content of a "this wasn't me" link.
 *
 * @param administrator the recipient of the message
 * @param requester the requester that caused the event
 */
public record ReportLink(
        Occasion occasion, RealmId realm, AdministratorId administrator, Requester requester, Instant occurredAt) {}
