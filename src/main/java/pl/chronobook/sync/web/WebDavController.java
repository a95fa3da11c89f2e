package pl.chronobook.sync.web;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.util.UriUtils;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.sync.domain.AuthenticatedDevice;
import pl.chronobook.sync.domain.Devices;
import pl.chronobook.sync.domain.PreconditionFailedException;
import pl.chronobook.sync.domain.ReaderTurns;
import pl.chronobook.sync.domain.StatisticsFile;
import pl.chronobook.sync.domain.StatisticsFiles;
import pl.chronobook.sync.domain.TooManyRequestsException;

/**
 * Implements the part of WebDAV that KOReader needs to store its statistics: a root and a
 * few folders, each with one file. Validators are strong and bytes are returned
 * unchanged, because a device merges its data with the file and repeats a failed {@code
 * If-Match} for ever.
 */
@Controller
class WebDavController {

	static final String ROOT = "/sync/webdav";

	private static final String FILE = "statistics.sqlite3";

	private static final byte[] SQLITE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

	private static final Pattern FOLDER = Pattern.compile("[^\\p{Cntrl}/\\\\]{1,60}");

	/** KOReader waits 15 seconds for an answer. */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final String ALLOWED = "OPTIONS, GET, HEAD, PUT, PROPFIND, MKCOL";

	private final Devices devices;

	private final StatisticsFiles files;

	private final ReaderTurns turns;

	WebDavController(Devices devices, StatisticsFiles files, ReaderTurns turns) {
		this.devices = devices;
		this.files = files;
		this.turns = turns;
	}

	@RequestMapping({ ROOT, ROOT + "/**" })
	void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
		try {
			Optional<AuthenticatedDevice> device = device(request);
			if (device.isEmpty()) {
				response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"ChronoBook\", charset=\"UTF-8\"");
				answer(response, HttpStatus.UNAUTHORIZED);
				return;
			}
			handle(device.get().reader(), request, response);
		}
		catch (TooManyRequestsException ex) {
			answer(response, HttpStatus.TOO_MANY_REQUESTS);
		}
		catch (PreconditionFailedException ex) {
			answer(response, HttpStatus.PRECONDITION_FAILED);
		}
	}

	/**
	 * Maps OPTIONS explicitly, because Spring's default answer lacks the header {@code
	 * DAV}.
	 */
	@RequestMapping(path = { ROOT, ROOT + "/**" }, method = RequestMethod.OPTIONS)
	void options(HttpServletRequest request, HttpServletResponse response) throws IOException {
		handle(request, response);
	}

	private void handle(ReaderId reader, HttpServletRequest request, HttpServletResponse response) throws IOException {
		Optional<Resource> resource = resource(request);
		if (resource.isEmpty()) {
			boolean writes = "PUT".equals(request.getMethod()) || "MKCOL".equals(request.getMethod());
			answer(response, writes ? HttpStatus.FORBIDDEN : HttpStatus.NOT_FOUND);
			return;
		}
		switch (request.getMethod()) {
			case "OPTIONS" -> {
				response.setHeader("DAV", "1");
				response.setHeader(HttpHeaders.ALLOW, ALLOWED);
				answer(response, HttpStatus.OK);
			}
			case "PROPFIND" -> list(reader, resource.get(), request, response);
			case "GET", "HEAD" -> read(reader, resource.get(), request, response);
			case "PUT" -> write(reader, resource.get(), request, response);
			case "MKCOL" -> makeFolder(reader, resource.get(), request, response);
			default -> {
				response.setHeader(HttpHeaders.ALLOW, ALLOWED);
				answer(response, HttpStatus.METHOD_NOT_ALLOWED);
			}
		}
	}

	private void read(ReaderId reader, Resource resource, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		Optional<StatisticsFile> found = resource.file() ? this.files.find(reader, resource.folder())
				: Optional.empty();
		if (found.isEmpty()) {
			answer(response, HttpStatus.NOT_FOUND);
			return;
		}
		StatisticsFile file = found.get();
		response.setHeader(HttpHeaders.ETAG, file.etag());
		response.setHeader(HttpHeaders.LAST_MODIFIED, date(file));
		response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache, no-transform");
		if (names(request.getHeader(HttpHeaders.IF_NONE_MATCH), file)) {
			response.setStatus(HttpStatus.NOT_MODIFIED.value());
			return;
		}
		response.setContentType("application/octet-stream");
		response.setContentLengthLong(file.size());
		if ("GET".equals(request.getMethod())) {
			this.files.write(reader, file, response.getOutputStream());
		}
	}

	private void write(ReaderId reader, Resource resource, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		if (!resource.file()) {
			answer(response, HttpStatus.FORBIDDEN);
			return;
		}
		if (request.getHeader(HttpHeaders.CONTENT_RANGE) != null) {
			answer(response, HttpStatus.BAD_REQUEST);
			return;
		}
		if (!exists(reader, resource.folder())) {
			answer(response, HttpStatus.CONFLICT);
			return;
		}
		if (request.getContentLengthLong() > StatisticsFiles.MAX_BYTES) {
			answer(response, HttpStatus.CONTENT_TOO_LARGE);
			return;
		}
		Path copy = Files.createTempFile("chronobook-statistics-", ".sqlite3");
		try {
			Optional<String> etag = receive(request, copy);
			if (etag.isEmpty()) {
				answer(response, HttpStatus.CONTENT_TOO_LARGE);
				return;
			}
			if (!isDatabase(copy)) {
				answer(response, HttpStatus.UNSUPPORTED_MEDIA_TYPE);
				return;
			}
			Optional<StatisticsFile> former = this.turns.inTurn(reader, PATIENCE, () -> this.files.replace(reader,
					resource.folder(), copy, etag.get(), present -> mayReplace(request, present)));
			response.setHeader(HttpHeaders.ETAG, etag.get());
			answer(response, former.isPresent() ? HttpStatus.NO_CONTENT : HttpStatus.CREATED);
		}
		finally {
			Files.deleteIfExists(copy);
		}
	}

	/**
	 * Copies the body to a file.
	 * @return its strong validator; empty if it is too large
	 * @throws EOFException if the connection ended before the body did
	 */
	private static Optional<String> receive(HttpServletRequest request, Path copy) throws IOException {
		MessageDigest digest = sha256();
		long size = 0;
		byte[] buffer = new byte[64 * 1024];
		try (InputStream in = request.getInputStream();
				OutputStream out = new DigestOutputStream(Files.newOutputStream(copy), digest)) {
			for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
				size += read;
				if (size > StatisticsFiles.MAX_BYTES) {
					return Optional.empty();
				}
				out.write(buffer, 0, read);
			}
		}
		if (request.getContentLengthLong() >= 0 && size != request.getContentLengthLong()) {
			throw new EOFException("The upload was interrupted");
		}
		return Optional.of('"' + HexFormat.of().formatHex(digest.digest(), 0, 16) + '"');
	}

	private void makeFolder(ReaderId reader, Resource resource, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		HttpStatus status;
		if (request.getContentLengthLong() > 0) {
			status = HttpStatus.UNSUPPORTED_MEDIA_TYPE;
		}
		else if (resource.file() || exists(reader, resource.folder())) {
			status = HttpStatus.METHOD_NOT_ALLOWED;
		}
		else {
			status = this.files.makeFolder(reader, resource.folder()) ? HttpStatus.CREATED
					: HttpStatus.INSUFFICIENT_STORAGE;
		}
		answer(response, status);
	}

	private void list(ReaderId reader, Resource resource, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		String depth = request.getHeader("Depth");
		if (depth != null && !depth.equals("0") && !depth.equals("1")) {
			answer(response, HttpStatus.FORBIDDEN);
			return;
		}
		Optional<StatisticsFile> file = this.files.find(reader, resource.folder());
		if (resource.file() ? file.isEmpty() : !exists(reader, resource.folder())) {
			answer(response, HttpStatus.NOT_FOUND);
			return;
		}
		String root = request.getContextPath() + ROOT + "/";
		String folder = root + (resource.folder().isEmpty() ? "" : encoded(resource.folder()) + "/");
		List<String> entries = new ArrayList<>();
		if (!resource.file()) {
			entries.add(folderEntry(folder));
		}
		boolean children = !resource.file() && !"0".equals(depth);
		if (children && resource.folder().isEmpty()) {
			this.files.folders(reader).forEach(name -> entries.add(folderEntry(root + encoded(name) + "/")));
		}
		if (children || resource.file()) {
			file.ifPresent(found -> entries.add(fileEntry(folder + FILE, found)));
		}
		response.setStatus(HttpStatus.MULTI_STATUS.value());
		response.setContentType("application/xml;charset=UTF-8");
		response.getOutputStream()
			.write(("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<D:multistatus xmlns:D=\"DAV:\">\n"
					+ String.join("", entries) + "</D:multistatus>\n")
				.getBytes(StandardCharsets.UTF_8));
	}

	private static String folderEntry(String href) {
		return entry(href, "<D:resourcetype><D:collection/></D:resourcetype>");
	}

	private static String fileEntry(String href, StatisticsFile file) {
		return entry(href,
				"<D:resourcetype/><D:getcontentlength>%d</D:getcontentlength><D:getlastmodified>%s</D:getlastmodified><D:getetag>%s</D:getetag>"
					.formatted(file.size(), date(file), file.etag()));
	}

	private static String entry(String href, String properties) {
		return """
				<D:response><D:href>%s</D:href><D:propstat><D:prop>%s</D:prop>\
				<D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>
				""".formatted(href, properties);
	}

	private boolean exists(ReaderId reader, String folder) {
		return folder.isEmpty() || this.files.folders(reader).contains(folder);
	}

	private static boolean mayReplace(HttpServletRequest request, Optional<StatisticsFile> present) {
		String match = request.getHeader(HttpHeaders.IF_MATCH);
		String noneMatch = request.getHeader(HttpHeaders.IF_NONE_MATCH);
		boolean matches = match == null || present.filter(file -> names(match, file)).isPresent();
		return matches && present.filter(file -> names(noneMatch, file)).isEmpty();
	}

	/** Compares strongly: a weak validator identifies no version. */
	private static boolean names(@Nullable String validators, StatisticsFile file) {
		if (validators == null) {
			return false;
		}
		return validators.strip().equals("*")
				|| List.of(validators.strip().split("\\s*,\\s*", -1)).contains(file.etag());
	}

	/**
	 * Returns the resource of a request; empty for anything but the statistics and their
	 * folders.
	 */
	private static Optional<Resource> resource(HttpServletRequest request) {
		String path = request.getRequestURI().substring(request.getContextPath().length() + ROOT.length());
		List<String> names = Pattern.compile("/")
			.splitAsStream(path)
			.filter(name -> !name.isEmpty())
			.map(name -> UriUtils.decode(name, StandardCharsets.UTF_8))
			.toList();
		boolean file = !names.isEmpty() && names.getLast().equals(FILE);
		List<String> folders = file ? names.subList(0, names.size() - 1) : names;
		if (folders.size() > 1 || !folders.stream().allMatch(name -> FOLDER.matcher(name).matches())) {
			return Optional.empty();
		}
		return Optional.of(new Resource(folders.isEmpty() ? "" : folders.getFirst(), file));
	}

	private Optional<AuthenticatedDevice> device(HttpServletRequest request) {
		String header = request.getHeader(HttpHeaders.AUTHORIZATION);
		if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
			return Optional.empty();
		}
		try {
			String pair = new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
			int colon = pair.indexOf(':');
			return (colon > 0) ? this.devices.authenticateByPassword(pair.substring(0, colon),
					pair.substring(colon + 1), request.getRemoteAddr()) : Optional.empty();
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private static boolean isDatabase(Path file) throws IOException {
		try (InputStream in = Files.newInputStream(file)) {
			return MessageDigest.isEqual(in.readNBytes(SQLITE.length), SQLITE);
		}
	}

	private static String date(StatisticsFile file) {
		return DateTimeFormatter.RFC_1123_DATE_TIME.format(file.modifiedAt().atOffset(ZoneOffset.UTC));
	}

	/**
	 * Percent-encodes also the characters that XML escapes, because KOReader compares
	 * names without unescaping.
	 */
	private static String encoded(String name) {
		return UriUtils.encode(name, StandardCharsets.UTF_8);
	}

	private static void answer(HttpServletResponse response, HttpStatus status) {
		response.setStatus(status.value());
		response.setContentLength(0);
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The resource of a request.
	 *
	 * @param folder the folder; empty for the root
	 * @param file whether it is the file in the folder
	 */
	private record Resource(String folder, boolean file) {
	}

}
