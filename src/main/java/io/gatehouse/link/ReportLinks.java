package io.gatehouse.link;

import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.Digests;
import io.gatehouse.platform.PublicUrls;
import io.gatehouse.platform.Randomness;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.util.Optional;

/**
 * The links by which people say "this wasn't me": 128 bits, so that a text message has room for them, known by their
 * digest alone, and good for that one thing.
 */
@ApplicationScoped
public class ReportLinks {
    private final ReportLinkEntity.Repository links;
    private final Randomness randomness;
    private final PublicUrls urls;
    private final LinkConfig config;
    private final Clock clock;

    ReportLinks(
            ReportLinkEntity.Repository links, Randomness randomness, PublicUrls urls, LinkConfig config, Clock clock) {
        this.links = links;
        this.randomness = randomness;
        this.urls = urls;
        this.config = config;
        this.clock = clock;
    }

    /** The address of a fresh link, for a message that tells of this. */
    @Transactional(TxType.MANDATORY)
    public String issue(ReportLink link) {
        String token = randomness.shortSecret();
        links.add(
                Digests.sha256Base64Url(token),
                link,
                clock.instant().plus(link.occasion().isCode() ? config.codeReport() : config.noticeReport()));
        return urls.report(token);
    }

    /** What the link is about, if it is still good; looking consumes nothing. */
    @Transactional
    public Optional<ReportLink> find(String token) {
        return links.find(Digests.sha256Base64Url(token))
                .filter(found -> clock.instant().isBefore(found.expiresAt()))
                .map(ReportLinkEntity::link);
    }

    /** Consumes all links of the account; of parallel uses of one link, the first to do so wins. */
    @Transactional(TxType.MANDATORY)
    public boolean consumeAll(AdministratorId administrator) {
        return links.deleteAll(administrator) > 0;
    }

    @Scheduled(every = "1h", delayed = "5m")
    @Transactional
    void forgetExpired() {
        links.deleteExpired(clock.instant());
    }
}
