package io.gatehouse.kernel.database;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quarkus.hibernate.orm.JsonFormat;
import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.format.FormatMapper;
import org.hibernate.type.format.jackson.JacksonJsonFormatMapper;

/**
 * Maps the entities' JSON columns. Durations are written in ISO 8601. Unknown fields are ignored, and an unknown constant
 * is read as the default of its enum if that has one, so that a newer version can share the database.
 */
@JsonFormat
@PersistenceUnitExtension
public class JsonColumns implements FormatMapper {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModules(new JavaTimeModule(), new Jdk8Module())
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .build();

    private final FormatMapper jackson = new JacksonJsonFormatMapper(MAPPER);

    @Override
    public <T> T fromString(CharSequence json, JavaType<T> type, WrapperOptions options) {
        return jackson.fromString(json, type, options);
    }

    @Override
    public <T> String toString(T value, JavaType<T> type, WrapperOptions options) {
        return jackson.toString(value, type, options);
    }

    /** Returns the value as it is stored. */
    public static JsonNode write(Object value) {
        return MAPPER.valueToTree(value);
    }

    /**
     * Returns the stored value.
     *
     * @throws IllegalArgumentException if it is not of that type, or has a constant that only a newer version knows
     */
    public static <T> T read(JsonNode stored, Class<T> type) {
        return MAPPER.convertValue(stored, type);
    }

    /** Returns the stored value with what differs between two values; all else remains, known to this version or not. */
    public static JsonNode merge(JsonNode stored, Object before, Object after) {
        return merge(stored, write(before), write(after));
    }

    private static JsonNode merge(JsonNode stored, JsonNode before, JsonNode after) {
        if (!(stored instanceof ObjectNode kept) || !before.isObject() || !after.isObject()) {
            return after;
        }
        ObjectNode merged = kept.deepCopy();
        after.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode old = before.path(name);
            if (!old.equals(field.getValue())) {
                merged.set(name, merge(kept.path(name), old, field.getValue()));
            }
        });
        return merged;
    }
}
