package io.gatehouse.authenticator;

import io.gatehouse.kernel.PublicUrls;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import org.jboss.logging.Logger;

/** Warns at the start of passkeys that were created for another host than that of the public URL: no browser can use them. */
@ApplicationScoped
class PasskeyHostCheck {
    private static final Logger LOG = Logger.getLogger(PasskeyHostCheck.class);

    private final PasskeyEntity.Repository passkeys;
    private final PublicUrls urls;

    PasskeyHostCheck(PasskeyEntity.Repository passkeys, PublicUrls urls) {
        this.passkeys = passkeys;
        this.urls = urls;
    }

    @Transactional
    void warn(@Observes StartupEvent starting) {
        long unusable = passkeys.countForOtherHosts(urls.host());
        if (unusable > 0) {
            LOG.warnf(
                    "passkeys.unusable: %d passkeys were created for another host than %s of gatehouse.public-url, and cannot be used",
                    unusable, urls.host());
        }
    }
}
