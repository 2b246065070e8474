package io.gatehouse.authenticator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasskeyModelTest {

    @ParameterizedTest
    @CsvSource({
        "fbfc3007-154e-4ecc-8c0b-6e020557d7bd, Apple Passwords",
        "dd4ec289-e01d-41c9-bb89-70fa845d4bf2, iCloud Keychain (Managed)",
        "6028b017-b1d4-4c02-b4b3-afcdafc96bb2, Windows Hello",
        "d3452668-01fd-4c12-926c-83a4204853aa, Microsoft Password Manager",
        "d7781e5d-e353-46aa-afe2-3ca49f13332a, YubiKey 5",
        "c1f9a0bc-1dd2-404a-b27f-8e29047a43fd, YubiKey 5 FIPS",
        "d8522d9f-575b-4866-88a9-ba99fa02f35b, YubiKey Bio",
        "149a2021-8ef6-4133-96b8-81f8d5b7f1f5, Security Key by Yubico"
    })
    void an_aaguid_has_the_name_that_its_maker_published(UUID aaguid, String name) {
        assertThat(PasskeyModel.nameOf(aaguid)).contains(name);
    }

    @Test
    void an_authenticator_that_does_not_disclose_its_model_has_none() {
        assertThat(PasskeyModel.nameOf(new UUID(0, 0))).isEmpty();
    }
}
