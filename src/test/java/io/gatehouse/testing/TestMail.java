package io.gatehouse.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The mails that the application sent, by address; tests use distinct addresses. */
public final class TestMail {

    private static final String PORT = "testing.pop3.port";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private TestMail() {}

    /** One mail: its parts decoded, empty where it has none, and the message as it went over the wire. */
    public record Mail(String subject, String text, String html, String raw) {}

    /** Awaits a mail to this address and answers the newest. */
    public static Mail latestTo(String address) {
        return latestTo(address, 1);
    }

    /** Awaits the given count of mails to this address and answers the newest. */
    public static Mail latestTo(String address, int atLeast) {
        List<Mail> mails =
                await("mail to " + address).atMost(PATIENCE).until(() -> allTo(address), all -> all.size() >= atLeast);
        return mails.get(mails.size() - 1);
    }

    /** Answers the mails to this address so far, oldest first. */
    public static List<Mail> allTo(String address) {
        try (Store store = Session.getInstance(new Properties()).getStore("pop3")) {
            store.connect("127.0.0.1", Integer.getInteger(PORT), address, address);
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            List<Mail> mails = new ArrayList<>();
            for (Message message : inbox.getMessages()) {
                mails.add(read(message));
            }
            inbox.close();
            return mails;
        } catch (AuthenticationFailedException e) {
            // The first mail makes the mailbox.
            return List.of();
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has both servers refuse mails to this address with that reply code, until they are accepted again. */
    public static void refuse(String address, int code) {
        refuseFirst(address, String.valueOf(code));
        RejectingSmtpProxy.refuse(RejectingSmtpProxy.SECOND, address, String.valueOf(code));
    }

    /** Has the first server alone refuse them, not the one that mail goes to then; the codes are those of the reply. */
    public static void refuseFirst(String address, String codes) {
        RejectingSmtpProxy.refuse(RejectingSmtpProxy.FIRST, address, codes);
    }

    /** Has both servers not answer clients that send mails to this address. */
    public static void hold(String address) {
        RejectingSmtpProxy.hold(RejectingSmtpProxy.FIRST, address);
        RejectingSmtpProxy.hold(RejectingSmtpProxy.SECOND, address);
    }

    /** Ends what {@link #refuse} or {@link #hold} began. */
    public static void accept(String address) {
        RejectingSmtpProxy.accept(RejectingSmtpProxy.FIRST, address);
        RejectingSmtpProxy.accept(RejectingSmtpProxy.SECOND, address);
    }

    private static Mail read(Message message) throws MessagingException, IOException {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        message.writeTo(raw);
        return new Mail(
                message.getSubject(),
                content(message, "text/plain"),
                content(message, "text/html"),
                raw.toString(UTF_8));
    }

    private static String content(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return (String) part.getContent();
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                String found = content(parts.getBodyPart(i), type);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return "";
    }

    static void usePort(int port) {
        System.setProperty(PORT, String.valueOf(port));
    }
}
