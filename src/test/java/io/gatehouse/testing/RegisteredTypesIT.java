package io.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.std.BeanSerializerBase;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.gatehouse.kernel.GatehouseConfig;
import io.gatehouse.kernel.crypto.KeyPurpose;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.crypto.SecretKeys;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/**
 * Every test in which Jackson meets a type that is not registered fails and names it: a native executable could not look
 * into that type. {@code -Dnative.sources} names the folder of what an executable is built from.
 */
@GatehouseTest
class RegisteredTypesIT {
    private static final Optional<Set<String>> REGISTERED = Optional.ofNullable(System.getProperty("native.sources"))
            .map(Path::of)
            .map(RegisteredTypesIT::registered);

    @Inject
    ObjectMapper mapper;

    record Unregistered(int count) {}

    @Test
    void a_type_that_is_not_registered_is_refused() {
        assumeTrue(REGISTERED.isPresent());
        assertThatThrownBy(() -> mapper.writeValueAsString(new Unregistered(1)))
                .hasStackTraceContaining("RegisteredTypesIT$Unregistered is not registered");
        assertThatThrownBy(() -> mapper.readValue("{}", Unregistered.class))
                .hasStackTraceContaining("RegisteredTypesIT$Unregistered is not registered");
        assertThatCode(() -> mapper.writeValueAsString(Set.of(1))).doesNotThrowAnyException();
    }

    /** Of requests, responses, and columns of JSON. */
    @Singleton
    static class OfTheApplication implements ObjectMapperCustomizer {
        @Override
        public void customize(ObjectMapper mapper) {
            mapper.registerModule(refusing());
        }
    }

    /** Of what is encrypted. */
    @Alternative
    @Priority(1)
    @Singleton
    static class OfSealedValues extends SecretKeys {
        private static final ObjectMapper CHECK = JsonMapper.builder()
                .addModules(new JavaTimeModule(), new Jdk8Module(), refusing())
                .build();

        @Inject
        OfSealedValues(GatehouseConfig config, Randomness randomness) {
            super(config, randomness);
        }

        @Override
        public byte[] sealJson(KeyPurpose purpose, Object value, String context) {
            try {
                CHECK.readValue(CHECK.writeValueAsBytes(value), value.getClass());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return super.sealJson(purpose, value, context);
        }
    }

    private static SimpleModule refusing() {
        return new SimpleModule("registered types")
                .setSerializerModifier(new BeanSerializerModifier() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public JsonSerializer<?> modifySerializer(
                            SerializationConfig config, BeanDescription type, JsonSerializer<?> serializer) {
                        return serializer instanceof BeanSerializerBase ? required(type, serializer) : serializer;
                    }

                    @Override
                    public JsonSerializer<?> modifyEnumSerializer(
                            SerializationConfig config,
                            JavaType enumeration,
                            BeanDescription type,
                            JsonSerializer<?> serializer) {
                        return required(type, serializer);
                    }
                })
                .setDeserializerModifier(new BeanDeserializerModifier() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public JsonDeserializer<?> modifyDeserializer(
                            DeserializationConfig config, BeanDescription type, JsonDeserializer<?> deserializer) {
                        return deserializer instanceof BeanDeserializerBase
                                ? required(type, deserializer)
                                : deserializer;
                    }

                    @Override
                    public JsonDeserializer<?> modifyEnumDeserializer(
                            DeserializationConfig config,
                            JavaType enumeration,
                            BeanDescription type,
                            JsonDeserializer<?> deserializer) {
                        return required(type, deserializer);
                    }
                });
    }

    private static <T> T required(BeanDescription type, T serializer) {
        String name = type.getBeanClass().getName();
        REGISTERED.filter(names -> !names.contains(name)).ifPresent(names -> {
            throw new IllegalStateException(name + " is not registered for the native executable");
        });
        return serializer;
    }

    private static Set<String> registered(Path sources) {
        Set<String> names = new HashSet<>();
        try (Stream<Path> files = Files.list(sources);
                ZipFile jar = new ZipFile(files.filter(file -> file.toString().endsWith("-runner.jar"))
                        .findFirst()
                        .orElseThrow()
                        .toFile());
                InputStream types = jar.getInputStream(jar.getEntry("META-INF/native-image/reflect-config.json"))) {
            for (JsonNode type : new ObjectMapper().readTree(types)) {
                names.add(type.get("name").asText());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }
}
