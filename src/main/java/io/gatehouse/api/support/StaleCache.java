package io.gatehouse.api.support;

import io.gatehouse.kernel.NotFoundException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Caches the last value of each key, and returns it while the source fails. */
public final class StaleCache<T> {
    private final Map<String, T> values = new ConcurrentHashMap<>();

    /**
     * Returns the source's value, or the cached one if the source fails.
     *
     * @throws NotFoundException if the source reports that there is no value; the cached one is removed
     */
    public T get(String key, Supplier<T> source) {
        try {
            T value = source.get();
            values.put(key, value);
            return value;
        } catch (NotFoundException e) {
            values.remove(key);
            throw e;
        } catch (RuntimeException e) {
            T last = values.get(key);
            if (last == null) {
                throw e;
            }
            return last;
        }
    }
}
