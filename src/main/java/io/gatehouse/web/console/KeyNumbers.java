package io.gatehouse.web.console;

import io.gatehouse.administration.overview.DashboardStatistics.SignIns;
import io.gatehouse.administration.overview.DashboardStatistics.Trend;
import io.gatehouse.administrator.AccountState;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.web.layout.ConsoleMessages;
import io.gatehouse.web.layout.RealmPaths;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Formats the overview's key numbers, each with its trend and the path of what it counts. */
record KeyNumbers(ConsoleMessages messages, AdministratorMessages administrators, RealmPaths paths, Locale language) {
    /** A number that is part of another, as text, and the path of what it counts. */
    record Part(String text, String path) {}

    /**
     * A key number.
     *
     * @param trend how it compares with the week before; empty if it has none
     * @param direction name of the trend's icon; empty if it neither rises nor falls
     */
    record KeyNumber(String label, String value, String path, String trend, String direction, List<Part> parts) {}

    List<KeyNumber> of(Map<AccountState, Long> accounts, SignIns week) {
        String audit = paths.audit() + "?type=";
        return List.of(
                accounts(accounts),
                number(messages.signIns(), week.completed(), audit + AuditEventType.SIGNED_IN, List.of()),
                number(
                        messages.refused(),
                        week.refused(),
                        paths.audit(),
                        Stream.of(
                                        part(messages.wrongPasswords(), week, 1, AuditEventType.PASSWORD_REFUSED),
                                        part(messages.wrongCodes(), week, 2, AuditEventType.CODE_REFUSED))
                                .flatMap(Optional::stream)
                                .toList()),
                number(messages.codes(), week.codes(), audit + AuditEventType.CODE_ISSUED, List.of()));
    }

    private KeyNumber accounts(Map<AccountState, Long> counts) {
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        return new KeyNumber(
                messages.administrators(),
                format(all),
                paths.administrators(),
                "",
                "",
                Stream.of(AccountState.PENDING, AccountState.LOCKED, AccountState.DISABLED)
                        .filter(state -> counts.getOrDefault(state, 0L) > 0)
                        .map(state -> new Part(
                                messages.part(administrators.stateOf(state), format(counts.get(state))),
                                paths.administrators() + "?state=" + state))
                        .toList());
    }

    private KeyNumber number(String label, Trend trend, String path, List<Part> parts) {
        return new KeyNumber(label, format(trend.now()), path, text(trend), direction(trend), parts);
    }

    /** Returns the sum of a series of the week, or empty if it is none. */
    private Optional<Part> part(String label, SignIns week, int series, AuditEventType type) {
        long sum =
                week.days().stream().mapToLong(day -> day.counts().get(series)).sum();
        return sum == 0
                ? Optional.empty()
                : Optional.of(new Part(messages.part(label, format(sum)), paths.audit() + "?type=" + type));
    }

    private String text(Trend trend) {
        if (trend.now() == trend.before()) {
            return messages.trendSame();
        }
        if (trend.before() == 0) {
            return messages.trendNew();
        }
        String percent = NumberFormat.getPercentInstance(language)
                .format((double) Math.abs(trend.now() - trend.before()) / trend.before());
        return trend.now() > trend.before() ? messages.trendUp(percent) : messages.trendDown(percent);
    }

    private static String direction(Trend trend) {
        if (trend.now() == trend.before()) {
            return "";
        }
        return trend.now() > trend.before() ? "up" : "down";
    }

    private String format(long number) {
        return NumberFormat.getIntegerInstance(language).format(number);
    }
}
