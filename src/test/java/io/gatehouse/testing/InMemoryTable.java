package io.gatehouse.testing;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Keeps the rows of a repository in memory, for tests without a database. Implemented by a subclass of the repository,
 * which also overrides its queries.
 *
 * @param <E> the entity
 * @param <I> its id
 */
public interface InMemoryTable<E, I> extends PanacheRepositoryBase<E, I> {

    /** Returns the rows by id, in the order in which they were added. */
    Map<I, E> rows();

    /** Returns the id of a row. */
    I idOf(E row);

    /** Returns the rows that match. */
    default Stream<E> where(Predicate<E> condition) {
        flush();
        return List.copyOf(rows().values()).stream().filter(condition);
    }

    /** Removes the rows that match and returns their number. */
    default long removeWhere(Predicate<E> condition) {
        int before = rows().size();
        rows().values().removeIf(condition);
        return before - rows().size();
    }

    @Override
    default void persist(E row) {
        rows().put(idOf(row), row);
    }

    @Override
    default void persistAndFlush(E row) {
        persist(row);
        flush();
    }

    @Override
    default void flush() {}

    @Override
    default Optional<E> findByIdOptional(I id) {
        return where(row -> idOf(row).equals(id)).findFirst();
    }

    @Override
    default void delete(E row) {
        deleteById(idOf(row));
    }

    @Override
    default boolean deleteById(I id) {
        return rows().remove(id) != null;
    }

    @Override
    default long count() {
        return rows().size();
    }
}
