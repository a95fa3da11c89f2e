package pl.chronobook.catalog.web;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.server.ResponseStatusException;

import pl.chronobook.catalog.BookId;
import pl.chronobook.catalog.BookRef;
import pl.chronobook.catalog.cover.Cover;
import pl.chronobook.catalog.cover.Covers;
import pl.chronobook.identity.CurrentReader;
import pl.chronobook.identity.ReaderId;

@Controller
@RequestMapping("/catalog/covers")
class CoverController {

	private static final Duration PICTURE_AGE = Duration.ofDays(30);

	private static final Duration DRAWING_AGE = Duration.ofHours(1);

	private final Covers covers;

	CoverController(Covers covers) {
		this.covers = covers;
	}

	@GetMapping("/{id}")
	ResponseEntity<byte[]> ofBook(@CurrentReader ReaderId reader, @PathVariable BookId id, WebRequest request) {
		return this.covers.of(reader, id)
			.map(cover -> reply(cover, request))
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
	}

	@GetMapping(params = "ref")
	ResponseEntity<byte[]> ofEdition(@RequestParam String ref, WebRequest request) {
		BookRef found;
		try {
			found = new BookRef(ref);
		}
		catch (IllegalArgumentException ex) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND, null, ex);
		}
		return reply(this.covers.of(found), request);
	}

	/**
	 * Responds with a cover. Browsers cache a drawing for a shorter time, because a
	 * picture may replace it. The policy forbids a cover that is opened as a page to load
	 * or run anything.
	 */
	private static ResponseEntity<byte[]> reply(Cover cover, WebRequest request) {
		String tag = '"' + digest(cover.bytes()) + '"';
		ResponseEntity.BodyBuilder reply = ResponseEntity
			.status(request.checkNotModified(tag) ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
			.cacheControl(CacheControl.maxAge(cover.drawn() ? DRAWING_AGE : PICTURE_AGE).cachePrivate())
			.eTag(tag)
			.header("Content-Security-Policy", "default-src 'none'; sandbox")
			.header("X-Content-Type-Options", "nosniff")
			.header(HttpHeaders.CONTENT_DISPOSITION, "inline");
		return request.checkNotModified(tag) ? reply.build() : reply.contentType(cover.type()).body(cover.bytes());
	}

	private static String digest(byte[] bytes) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
