package pl.chronobook;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits the bodies that are read into memory, those of visitors too, to the size that
 * the server allows for a form. Files have limits of their own: they stay on the disk.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 4)
class BodyLimit extends OncePerRequestFilter {

	static final int MAX_BYTES = 2 * 1024 * 1024;

	/** The statistics of devices, which are files without a form. */
	private static final String FILES = "/sync/webdav/";

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return StringUtils.startsWithIgnoreCase(request.getContentType(), "multipart/")
				|| request.getRequestURI().substring(request.getContextPath().length()).startsWith(FILES);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (request.getContentLengthLong() > MAX_BYTES) {
			response.sendError(HttpStatus.CONTENT_TOO_LARGE.value());
			return;
		}
		chain.doFilter((request.getContentLengthLong() < 0) ? new LimitedRequest(request) : request, response);
	}

	/**
	 * A request without a declared length, whose bytes are counted while they are read.
	 */
	private static final class LimitedRequest extends HttpServletRequestWrapper {

		LimitedRequest(HttpServletRequest request) {
			super(request);
		}

		@Override
		public ServletInputStream getInputStream() throws IOException {
			return new LimitedStream(super.getInputStream());
		}

	}

	private static final class LimitedStream extends ServletInputStream {

		private final ServletInputStream content;

		private long read;

		LimitedStream(ServletInputStream content) {
			this.content = content;
		}

		@Override
		public int read() throws IOException {
			int next = this.content.read();
			count((next >= 0) ? 1 : 0);
			return next;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			int more = this.content.read(bytes, offset, length);
			count(more);
			return more;
		}

		private void count(int more) throws IOException {
			this.read += Math.max(more, 0);
			if (this.read > MAX_BYTES) {
				throw new BodyTooLargeException();
			}
		}

		@Override
		public boolean isFinished() {
			return this.content.isFinished();
		}

		@Override
		public boolean isReady() {
			return this.content.isReady();
		}

		@Override
		public void setReadListener(ReadListener listener) {
			this.content.setReadListener(listener);
		}

	}

	/** A body without a length has turned out to be too large. */
	static final class BodyTooLargeException extends IOException {

		BodyTooLargeException() {
			super("The body has more than " + MAX_BYTES + " bytes");
		}

	}

}
