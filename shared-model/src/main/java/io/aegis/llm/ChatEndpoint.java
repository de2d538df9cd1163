/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a provider's chat completions are. The base URL may carry a query, such as Azure's {@code ?api-version=}, and a
 * deployment in its path; {@code /chat/completions} goes between the two, unless it is there already.
 *
 * @param url the whole address
 * @param azure whether it is Azure's, which takes its keys in the header {@code api-key}
 */
record ChatEndpoint(URI url, boolean azure) {

    private static final String PATH = "/chat/completions";
    private static final Pattern AZURE_HOST =
            Pattern.compile("(?:.*\\.)?(?:azure\\.com|azure-api\\.net|cognitive\\.microsoft\\.com)");
    private static final Pattern AZURE_PATH = Pattern.compile(".*/openai/deployments/[^/]+(?:/.*)?");
    private static final Pattern API_VERSION = Pattern.compile("(?:.*&)?api-version=.*");

    static ChatEndpoint of(URI baseUrl) {
        String path = baseUrl.getRawPath() == null ? "" : baseUrl.getRawPath().replaceFirst("/+$", "");
        String whole = path.endsWith(PATH) ? path : path + PATH;
        String query = baseUrl.getRawQuery() == null ? "" : "?" + baseUrl.getRawQuery();
        return new ChatEndpoint(
                URI.create(baseUrl.getScheme() + "://" + baseUrl.getRawAuthority() + whole + query),
                isAzure(baseUrl, path));
    }

    /** Scheme, host and port. */
    String origin() {
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    /** The address without its query, in which gateways carry keys. */
    String shown() {
        return origin() + url.getRawPath();
    }

    private static boolean isAzure(URI baseUrl, String path) {
        String host = baseUrl.getHost().toLowerCase(Locale.ROOT);
        return AZURE_HOST.matcher(host).matches()
                || AZURE_PATH.matcher(path).matches()
                || (baseUrl.getRawQuery() != null
                        && API_VERSION.matcher(baseUrl.getRawQuery()).matches());
    }
}
