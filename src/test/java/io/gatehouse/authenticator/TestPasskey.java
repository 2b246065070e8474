package io.gatehouse.authenticator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.UUID;

/**
 * A passkey that answers challenges as an authenticator and a browser do, written by the standard without the library that verifies
 * it. Its fields can be set to what none of them would send.
 */
public final class TestPasskey {
    private static final int USER_PRESENT = 1;
    private static final int USER_VERIFIED = 1 << 2;
    private static final int BACKUP_ELIGIBLE = 1 << 3;
    private static final int BACKED_UP = 1 << 4;
    private static final int CREDENTIAL = 1 << 6;
    private static final int RSA_BITS = 2048;

    /** The algorithm of the key. */
    public enum Algorithm {
        ES256(-7, "SHA256withECDSA"),
        EDDSA(-8, "Ed25519"),
        RS256(-257, "SHA256withRSA"),
        /** Not offered. */
        ES384(-35, "SHA384withECDSA");

        private final int cose;
        private final String signature;

        Algorithm(int cose, String signature) {
            this.cose = cose;
            this.signature = signature;
        }

        private KeyPair generate() throws GeneralSecurityException {
            KeyPairGenerator generator = switch (this) {
                case ES256, ES384 -> KeyPairGenerator.getInstance("EC");
                case EDDSA -> KeyPairGenerator.getInstance("Ed25519");
                case RS256 -> KeyPairGenerator.getInstance("RSA");
            };
            if (this == ES256 || this == ES384) {
                generator.initialize(new ECGenParameterSpec(this == ES256 ? "secp256r1" : "secp384r1"));
            } else if (this == RS256) {
                generator.initialize(RSA_BITS);
            }
            return generator.generateKeyPair();
        }
    }

    public String origin;
    public String rpId;
    public String createType = "webauthn.create";
    public String getType = "webauthn.get";
    public boolean userPresent = true;
    public boolean userVerified = true;
    public boolean synced = true;
    public UUID aaguid = UUID.fromString("fbfc3007-154e-4ecc-8c0b-6e020557d7bd");
    public long counter;
    public byte[] userHandle;
    public byte[] credentialId = new byte[32];
    public boolean brokenSignature;

    private final Algorithm algorithm;
    private final KeyPair keys;

    public TestPasskey(String origin, String rpId, Algorithm algorithm) {
        this.origin = origin;
        this.rpId = rpId;
        this.algorithm = algorithm;
        new SecureRandom().nextBytes(credentialId);
        try {
            keys = algorithm.generate();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the answer to {@code navigator.credentials.create} with that challenge and user id, as JSON. */
    public String create(String challenge, String userId) {
        userHandle = Base64.getUrlDecoder().decode(userId);
        ObjectNode response = JsonNodeFactory.instance.objectNode();
        response.put("clientDataJSON", base64Url(clientData(createType, challenge)));
        response.put("attestationObject", base64Url(attestationObject()));
        response.putArray("transports").add("internal").add("hybrid").add("not-a-transport");
        response.put("publicKeyAlgorithm", algorithm.cose);
        return credential(response).toString();
    }

    /** Returns the answer to {@code navigator.credentials.get} with that challenge, as JSON. */
    public String get(String challenge) {
        byte[] clientData = clientData(getType, challenge);
        byte[] data = authenticatorData(false);
        ObjectNode response = JsonNodeFactory.instance.objectNode();
        response.put("clientDataJSON", base64Url(clientData));
        response.put("authenticatorData", base64Url(data));
        response.put("signature", base64Url(sign(data, clientData)));
        if (userHandle != null) {
            response.put("userHandle", base64Url(userHandle));
        }
        return credential(response).toString();
    }

    private ObjectNode credential(ObjectNode response) {
        ObjectNode credential = JsonNodeFactory.instance.objectNode();
        credential.put("id", base64Url(credentialId));
        credential.put("rawId", base64Url(credentialId));
        credential.put("type", "public-key");
        credential.put("authenticatorAttachment", "platform");
        credential.putObject("clientExtensionResults");
        credential.set("response", response);
        return credential;
    }

    private byte[] clientData(String type, String challenge) {
        return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}"
                .formatted(type, challenge, origin)
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] authenticatorData(boolean created) {
        int flags = (userPresent ? USER_PRESENT : 0)
                | (userVerified ? USER_VERIFIED : 0)
                | (synced ? BACKUP_ELIGIBLE | BACKED_UP : 0)
                | (created ? CREDENTIAL : 0);
        byte[] key = created ? coseKey() : new byte[0];
        ByteBuffer data = ByteBuffer.allocate(37 + (created ? 18 + credentialId.length + key.length : 0))
                .put(sha256(rpId.getBytes(StandardCharsets.UTF_8)))
                .put((byte) flags)
                .putInt((int) counter);
        if (created) {
            data.putLong(aaguid.getMostSignificantBits())
                    .putLong(aaguid.getLeastSignificantBits())
                    .putShort((short) credentialId.length)
                    .put(credentialId)
                    .put(key);
        }
        return data.array();
    }

    private byte[] attestationObject() {
        return cbor(object -> {
            object.writeStartObject(3);
            object.writeStringField("fmt", "none");
            object.writeFieldName("attStmt");
            object.writeStartObject(0);
            object.writeEndObject();
            object.writeFieldName("authData");
            object.writeBinary(authenticatorData(true));
            object.writeEndObject();
        });
    }

    private byte[] coseKey() {
        PublicKey key = keys.getPublic();
        return cbor(map -> {
            if (key instanceof ECPublicKey ec) {
                int size = algorithm == Algorithm.ES256 ? 32 : 48;
                map.writeStartObject(5);
                number(map, 1, 2);
                number(map, 3, algorithm.cose);
                number(map, -1, algorithm == Algorithm.ES256 ? 1 : 2);
                bytes(map, -2, unsigned(ec.getW().getAffineX(), size));
                bytes(map, -3, unsigned(ec.getW().getAffineY(), size));
            } else if (key instanceof EdECPublicKey) {
                byte[] encoded = key.getEncoded();
                map.writeStartObject(4);
                number(map, 1, 1);
                number(map, 3, algorithm.cose);
                number(map, -1, 6);
                bytes(map, -2, ByteBuffer.wrap(encoded, encoded.length - 32, 32).slice());
            } else {
                var rsa = (RSAPublicKey) key;
                map.writeStartObject(4);
                number(map, 1, 3);
                number(map, 3, algorithm.cose);
                bytes(map, -1, unsigned(rsa.getModulus(), RSA_BITS / Byte.SIZE));
                bytes(map, -2, unsigned(rsa.getPublicExponent(), 3));
            }
            map.writeEndObject();
        });
    }

    private interface Writing {
        void to(CBORGenerator generator) throws IOException;
    }

    private static byte[] cbor(Writing writing) {
        var bytes = new ByteArrayOutputStream();
        try (CBORGenerator generator = new CBORFactory().createGenerator(bytes)) {
            writing.to(generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void number(CBORGenerator map, int key, int value) throws IOException {
        map.writeFieldId(key);
        map.writeNumber(value);
    }

    private static void bytes(CBORGenerator map, int key, ByteBuffer value) throws IOException {
        byte[] bytes = new byte[value.remaining()];
        value.get(bytes);
        map.writeFieldId(key);
        map.writeBinary(bytes);
    }

    private static ByteBuffer unsigned(BigInteger number, int size) {
        byte[] bytes = number.toByteArray();
        var fixed = ByteBuffer.allocate(size);
        int length = Math.min(bytes.length, size);
        fixed.position(size - length);
        fixed.put(bytes, bytes.length - length, length);
        return fixed.rewind();
    }

    private byte[] sign(byte[] data, byte[] clientData) {
        try {
            Signature signature = Signature.getInstance(algorithm.signature);
            signature.initSign(keys.getPrivate());
            signature.update(data);
            signature.update(sha256(clientData));
            if (brokenSignature) {
                signature.update((byte) 0);
            }
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
