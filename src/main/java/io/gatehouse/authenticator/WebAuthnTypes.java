package io.gatehouse.authenticator;

import com.webauthn4j.converter.jackson.deserializer.cbor.CredentialProtectionPolicyDeserializer;
import com.webauthn4j.data.AuthenticatorAssertionResponse;
import com.webauthn4j.data.AuthenticatorAttachment;
import com.webauthn4j.data.AuthenticatorAttestationResponse;
import com.webauthn4j.data.AuthenticatorResponse;
import com.webauthn4j.data.AuthenticatorTransport;
import com.webauthn4j.data.PublicKeyCredential;
import com.webauthn4j.data.attestation.AttestationObject;
import com.webauthn4j.data.attestation.authenticator.AbstractCOSEKey;
import com.webauthn4j.data.attestation.authenticator.COSEKey;
import com.webauthn4j.data.attestation.authenticator.Curve;
import com.webauthn4j.data.attestation.authenticator.EC2COSEKey;
import com.webauthn4j.data.attestation.authenticator.EdDSACOSEKey;
import com.webauthn4j.data.attestation.authenticator.RSACOSEKey;
import com.webauthn4j.data.attestation.statement.AttestationCertificatePath;
import com.webauthn4j.data.attestation.statement.AttestationStatement;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.COSEKeyOperation;
import com.webauthn4j.data.attestation.statement.COSEKeyType;
import com.webauthn4j.data.attestation.statement.CertificateBaseAttestationStatement;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.attestation.statement.PackedAttestationStatement;
import com.webauthn4j.data.client.ClientDataType;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.TokenBinding;
import com.webauthn4j.data.client.TokenBindingStatus;
import com.webauthn4j.data.extension.HMACGetSecretOutput;
import com.webauthn4j.data.extension.UvmEntries;
import com.webauthn4j.data.extension.UvmEntry;
import com.webauthn4j.data.extension.authenticator.AuthenticationExtensionsAuthenticatorOutputs;
import com.webauthn4j.data.extension.client.AuthenticationExtensionsClientOutputs;
import com.webauthn4j.data.extension.client.CredentialPropertiesOutput;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Registers for the native executable the types of webauthn4j that Jackson looks into, and the statement of an authenticator that
 * attests itself, which a browser passes on although none was requested.
 */
@RegisterForReflection(
        targets = {
            CredentialProtectionPolicyDeserializer.class,
            AuthenticatorAssertionResponse.class,
            AuthenticatorAttachment.class,
            AuthenticatorAttestationResponse.class,
            AuthenticatorResponse.class,
            AuthenticatorTransport.class,
            PublicKeyCredential.class,
            AttestationObject.class,
            AbstractCOSEKey.class,
            COSEKey.class,
            Curve.class,
            EC2COSEKey.class,
            EdDSACOSEKey.class,
            RSACOSEKey.class,
            AttestationCertificatePath.class,
            AttestationStatement.class,
            COSEAlgorithmIdentifier.class,
            COSEKeyOperation.class,
            COSEKeyType.class,
            CertificateBaseAttestationStatement.class,
            NoneAttestationStatement.class,
            PackedAttestationStatement.class,
            ClientDataType.class,
            CollectedClientData.class,
            Origin.class,
            TokenBinding.class,
            TokenBindingStatus.class,
            HMACGetSecretOutput.class,
            UvmEntries.class,
            UvmEntry.class,
            AuthenticationExtensionsAuthenticatorOutputs.class,
            AuthenticationExtensionsClientOutputs.class,
            CredentialPropertiesOutput.class
        })
final class WebAuthnTypes {
    private WebAuthnTypes() {}
}
