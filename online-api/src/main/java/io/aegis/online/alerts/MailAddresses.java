/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who gets e-mail, and who sends it. */
public final class MailAddresses {

    /** Most recipients. */
    public static final int MOST = 10;

    private static final Pattern FROM = Pattern.compile("(?:^|&)from=([^&]{1,320})");

    private MailAddresses() {}

    /** Whether a text is a list of addresses, with commas between, and nothing that would begin another header. */
    public static boolean areValid(String text) {
        try {
            InternetAddress[] addresses = InternetAddress.parse(text, true);
            for (InternetAddress address : addresses) {
                address.validate();
            }
            return addresses.length >= 1 && addresses.length <= MOST && isOneLine(text);
        } catch (AddressException e) {
            return false;
        }
    }

    /** Whether the address of a server tells who sends. */
    public static boolean hasSender(URI server) {
        return sender(server).filter(MailAddresses::areValid).isPresent();
    }

    /** Who sends: what the address of the server says, or its user when that is an address. */
    static Optional<String> sender(URI server) {
        return Optional.ofNullable(server.getQuery())
                .map(FROM::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .or(() -> user(server).filter(user -> user.contains("@")));
    }

    /** Who signs in. */
    static Optional<String> user(URI server) {
        return Optional.ofNullable(server.getUserInfo());
    }

    private static boolean isOneLine(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }
}
