package io.gatehouse.authenticator;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The common models of passkey providers and security keys by their AAGUIDs, which anybody can claim: for display alone. */
enum PasskeyModel {
    ICLOUD_KEYCHAIN("iCloud Keychain", "fbfc3007-154e-4ecc-8c0b-6e020557d7bd", "dd4ec289-e01d-41c9-bb89-70fa845d4bf2"),
    GOOGLE("Google Password Manager", "ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4"),
    CHROME_ON_MAC("Chrome on Mac", "adce0002-35bc-c60a-648b-0b25f1f05503"),
    EDGE_ON_MAC("Edge on Mac", "771b48fd-d3d4-4f74-9232-fc157ab0507a"),
    WINDOWS_HELLO(
            "Windows Hello",
            "08987058-cadc-4b81-b6e1-30de50dcbe96",
            "9ddd1817-af5a-4672-a2b9-3e3dd95000a9",
            "6028b017-b1d4-4c02-b4b3-afcdafc96bb2"),
    SAMSUNG_PASS("Samsung Pass", "53414d53-554e-4700-0000-000000000000"),
    ONE_PASSWORD("1Password", "bada5566-a7aa-401f-bd96-45619a55120d"),
    BITWARDEN("Bitwarden", "d548826e-79b4-db40-a3d8-11116f7e8349"),
    DASHLANE("Dashlane", "531126d6-e717-415c-9320-3d9aa6981239"),
    KEEPASS_XC("KeePassXC", "fdb141b2-5d84-443e-8a35-4698c205a502"),
    KEEPER("Keeper", "0ea242b4-43c4-4a1b-8b17-dd6d0b6baec6"),
    NORD_PASS("NordPass", "b84e4048-15dc-4dd0-8640-f4f60813c8af"),
    PROTON_PASS("Proton Pass", "50726f74-6f6e-5061-7373-50726f746f6e"),
    YUBIKEY_5(
            "YubiKey 5",
            "cb69481e-8ff7-4039-93ec-0a2729a154a8",
            "ee882879-721c-4913-9775-3dfcce97072a",
            "fa2b99dc-9e39-4257-8f92-4a30d23c4118",
            "2fc0579f-8113-47ea-b116-bb5a8db9202a",
            "c5ef55ff-ad9a-4b9f-b580-adebafe026d0",
            "19083c3d-8383-4b18-bc03-8f1c9ab2fd1b",
            "a25342c0-3cdc-4414-8e46-f4807fca511c");

    private final String model;
    private final Set<UUID> aaguids;

    PasskeyModel(String model, String... aaguids) {
        this.model = model;
        this.aaguids = Stream.of(aaguids).map(UUID::fromString).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the name of the model, or empty if it is not a common one. */
    static Optional<String> nameOf(UUID aaguid) {
        return Arrays.stream(values())
                .filter(one -> one.aaguids.contains(aaguid))
                .map(one -> one.model)
                .findFirst();
    }
}
