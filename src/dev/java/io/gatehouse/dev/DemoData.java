package io.gatehouse.dev;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.kernel.GatehouseConfig;
import io.gatehouse.password.PasswordHasher;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Realms;
import io.gatehouse.realm.Role;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import org.jboss.logging.Logger;

/** Creates two demo realms at the first start. */
@Singleton
@IfBuildProfile("dev")
class DemoData {
    private static final Logger LOG = Logger.getLogger(DemoData.class);
    private static final String PASSWORD = "correct horse battery staple";

    private final Realms realms;
    private final Administrators administrators;
    private final PasswordHasher hasher;
    private final GatehouseConfig config;

    DemoData(Realms realms, Administrators administrators, PasswordHasher hasher, GatehouseConfig config) {
        this.realms = realms;
        this.administrators = administrators;
        this.hasher = hasher;
        this.config = config;
    }

    @Transactional
    void load(@Observes StartupEvent starting) {
        if (realms.find("demo").isEmpty()) {
            var settings = RealmSettings.defaults("Demo");
            Realm demo = realms.create("demo", settings.with(settings.mfa().enabledWith(MfaMethod.SMS_OR_EMAIL)));
            add(demo, "admin@example.com", "Ada Admin", Role.SYSTEM_ADMINISTRATOR);
            add(demo, "operator@example.com", "Otto Operator", Role.OPERATOR);
            add(demo, "observer@example.com", "Olga Observer", Role.OBSERVER);
        }
        if (realms.find("plain").isEmpty()) {
            Realm plain = realms.create("plain", RealmSettings.defaults("Plain"));
            add(plain, "admin@example.com", "Ada Admin", Role.SYSTEM_ADMINISTRATOR);
        }
        LOG.infof("""


                          Sign in      %1$s/realms/demo/sign-in
                          as           admin@example.com, operator@example.com or observer@example.com
                          password     %2$s
                          Messages     %1$s/dev/outbox
                          Without MFA  %1$s/realms/plain/sign-in (admin@example.com, the same password)
                        """, config.publicUrl(), PASSWORD);
    }

    private void add(Realm realm, String email, String displayName, Role role) {
        Administrator made = administrators.create(realm.id(), new EmailAddress(email), displayName, role);
        administrators.setLinkedPasswordHash(realm.id(), made.id(), hasher.hash(PASSWORD));
    }
}
