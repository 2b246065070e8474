package io.gatehouse.startup;

import io.gatehouse.startup.Finding.Hazard;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Checks that the public URL is an origin and uses HTTPS. */
public final class PublicUrlCheck implements StartupCheck {
    private static final String PROPERTY = "gatehouse.public-url";
    private static final String REMEDY =
            "Set it to the address people use, such as https://id.example.com, behind a proxy that ends TLS.";

    @Override
    public List<Finding> findings(StartupSettings settings) {
        Optional<String> url = settings.text(PROPERTY);
        if (url.isEmpty()) {
            return List.of(Finding.broken(PROPERTY, "is missing", REMEDY));
        }
        if (!StartupSettings.isHttp(url.get())) {
            return List.of(Finding.broken(PROPERTY, "is no http or https address with a host", REMEDY));
        }
        if (!isOrigin(URI.create(url.get()))) {
            return List.of(Finding.broken(PROPERTY, "has a path, query, fragment or user name", REMEDY));
        }
        if (!url.get().startsWith("https:")) {
            return List.of(Finding.unsafe(
                    Hazard.PUBLIC_URL_PLAIN, PROPERTY, "is plain HTTP, which shows passwords to the network", REMEDY));
        }
        return List.of();
    }

    private static boolean isOrigin(URI url) {
        String origin = url.getScheme() + "://" + url.getRawAuthority();
        return url.getRawUserInfo() == null && List.of(origin, origin + "/").contains(url.toString());
    }
}
