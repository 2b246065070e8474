package io.gatehouse.delivery.dispatch;

import io.gatehouse.realm.Channel;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The codes sent on a day, in UTC, by a channel to a country.
 *
 * @param country ISO 3166 code; none for mail
 * @param asked codes to be sent
 * @param delivered of these, known to have arrived
 * @param failed of these, not sent or not arrived
 * @param used of these, verified
 */
public record DeliveryVolume(
        LocalDate day, Channel channel, Optional<String> country, long asked, long delivered, long failed, long used) {}
