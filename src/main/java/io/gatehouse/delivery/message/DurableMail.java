package io.gatehouse.delivery.message;

import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A mail that is retried until it is sent or no longer of use.
 *
 * @param administrator the account it is about
 * @param details the values that the {@link MailKind} carries
 * @param occurredAt when the requester caused it
 */
@RegisterForReflection(registerFullHierarchy = true)
public record DurableMail(
        MailKind kind,
        RealmId realm,
        AdministratorId administrator,
        EmailAddress to,
        String realmName,
        Locale locale,
        Map<String, String> details,
        Requester requester,
        Instant occurredAt) {

    /** Returns the same mail to another address. */
    public DurableMail to(EmailAddress other) {
        return new DurableMail(kind, realm, administrator, other, realmName, locale, details, requester, occurredAt);
    }

    /** Returns the same mail with one more detail. */
    public DurableMail with(String detail, String value) {
        Map<String, String> more = new HashMap<>(details);
        more.put(detail, value);
        return new DurableMail(
                kind, realm, administrator, to, realmName, locale, Map.copyOf(more), requester, occurredAt);
    }

    /** Omits address and links, to keep them out of logs. */
    @Override
    public String toString() {
        return "DurableMail[" + kind + "]";
    }
}
