package io.gatehouse.session;

import io.gatehouse.kernel.Device;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.crypto.KeyPurpose;
import io.gatehouse.kernel.crypto.SecretKeys;
import io.gatehouse.kernel.id.AdministratorId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;

/** Remembers devices and networks of the sign-ins to each account, as HMACs. */
@ApplicationScoped
public class SeenBrowsers {
    private final SeenBrowserEntity.Repository browsers;
    private final SecretKeys keys;
    private final Clock clock;

    SeenBrowsers(SeenBrowserEntity.Repository browsers, SecretKeys keys, Clock clock) {
        this.browsers = browsers;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Records a sign-in and returns whether it is the first from the device and network, except for the account's very
     * first.
     */
    @Transactional(TxType.MANDATORY)
    public boolean recordSignIn(AdministratorId administrator, Requester requester) {
        return browsers.add(administrator, mac(administrator, requester), clock.instant())
                && browsers.countByAdministrator(administrator) > 1;
    }

    /**
     * Returns the HMAC of device and network; the device has no version, so that a browser update does not change it.
     */
    private String mac(AdministratorId administrator, Requester requester) {
        String device = Device.of(requester.userAgent()).map(Device::toString).orElse("");
        return keys.macBase64Url(KeyPurpose.IDENTIFIER, administrator.toString(), device, requester.network());
    }
}
