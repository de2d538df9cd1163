/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.problem;

import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import javax.net.ssl.SSLException;

/**
 * Says in words why something could not be read or sent. The JDK tells most of it by the classes of exceptions alone, and in
 * messages that quote addresses or say "Input length = 1": neither is for people.
 */
public final class IoReason {

    private IoReason() {}

    /** A clause without a full stop, such as "there is no such file", that quotes nothing. */
    public static String of(Throwable failure) {
        return switch (failure) {
            case NoSuchFileException _, FileNotFoundException _ -> "there is no such file";
            case AccessDeniedException _ -> "this process may not read it";
            case CharacterCodingException _ -> "it is not text in UTF-8";
            case FileSystemException e when "Is a directory".equals(e.getReason()) -> "it is a directory";
            case UnknownHostException _, UnresolvedAddressException _ -> "no host has that name";
            // A kind of timeout for the JDK, yet nothing was there to wait for.
            case ConnectException _, NoRouteToHostException _ -> "nobody answers there";
            case HttpTimeoutException _, SocketTimeoutException _ -> "it does not answer in time";
            case SSLException _ -> "no secure connection can be made; its certificate may not be trusted here";
            default ->
                "Is a directory".equals(failure.getMessage()) ? "it is a directory" : "reading or sending broke off";
        };
    }
}
