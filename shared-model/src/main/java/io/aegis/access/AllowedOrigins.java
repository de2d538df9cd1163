/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.access;

import io.aegis.settings.Environment;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The sites whose pages may send what changes something (RFC 6454 origins). Browsers say which page a request comes from; whoever
 * is no browser says nothing and is no concern here.
 *
 * @param origins beyond the application's own, in lower case
 */
public record AllowedOrigins(Set<String> origins) {

    /** The setting that allows more. */
    public static final String SETTING = "AEGIS_ALLOWED_ORIGINS";

    private static final Pattern ORIGIN =
            Pattern.compile("https?://(?:[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*|\\[[0-9a-f:.]+])(?::\\d{1,5})?");

    /** Copies the origins. */
    public AllowedOrigins {
        origins = Set.copyOf(origins);
    }

    /**
     * What a browser says of the page that sent a request.
     *
     * @param origin values of {@code Origin}
     * @param fetchSite values of {@code Sec-Fetch-Site}
     * @param host the name by which the application was called, with its port
     */
    public record Page(List<String> origin, List<String> fetchSite, String host) {

        private boolean own() {
            if (origin.isEmpty() && fetchSite.isEmpty()) {
                return true;
            }
            boolean crossSite = fetchSite.stream().anyMatch(each -> each.strip().equalsIgnoreCase("cross-site"));
            return !crossSite && origin.stream().allMatch(this::isOwn);
        }

        private boolean isOwn(String each) {
            String lower = each.toLowerCase(Locale.ROOT);
            String called = host.toLowerCase(Locale.ROOT);
            return withoutPort(lower, "http://", ":80").equals("http://" + withoutPort(called, "", ":80"))
                    || withoutPort(lower, "https://", ":443").equals("https://" + withoutPort(called, "", ":443"));
        }

        private static String withoutPort(String text, String scheme, String port) {
            return text.startsWith(scheme) && text.endsWith(port)
                    ? text.substring(0, text.length() - port.length())
                    : text;
        }
    }

    /** Reads {@value #SETTING}. */
    public static AllowedOrigins from(Environment environment) {
        Set<String> origins = new LinkedHashSet<>();
        for (String each : environment.list(SETTING)) {
            String origin = each.toLowerCase(Locale.ROOT);
            if (ORIGIN.matcher(origin).matches()) {
                origins.add(origin);
            } else {
                environment.refuse(
                        SETTING, "has something that is no origin; allowed: such as https://www.example.com");
            }
        }
        return new AllowedOrigins(origins);
    }

    /** The origin of a page that is on the list, as its browser wrote it: what CORS answers with. */
    public Optional<String> listed(Page page) {
        return page.origin().size() == 1
                ? page.origin().stream()
                        .filter(each -> origins.contains(each.toLowerCase(Locale.ROOT)))
                        .findFirst()
                : Optional.empty();
    }

    /** Whether a request of a page may change something by itself, without a key that the page cannot know. */
    public boolean trust(Page page) {
        return page.own() || listed(page).isPresent();
    }
}
