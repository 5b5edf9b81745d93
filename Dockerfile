# The shop and the nginx before it. Which processes run of it, and in which order: compose.yaml.
ARG PYTHON=python:3.11-slim-bookworm
ARG NGINX=nginx:1.28-alpine

FROM ${NGINX} AS nginx
RUN rm -f /etc/nginx/conf.d/default.conf
COPY --chmod=644 pharmacy/nginx/shop.conf pharmacy/nginx/compose.conf /etc/nginx/conf.d/
COPY --chmod=644 pharmacy/nginx/*.html /usr/share/nginx/shop/

FROM ${PYTHON} AS build
WORKDIR /shop
COPY requirements/shop.txt requirements/
# Nothing is compiled: django-haystack is plain Python that is published as source alone.
RUN python -m venv --without-pip /venv \
 && pip --python /venv/bin/python install --no-cache-dir --disable-pip-version-check \
        --only-binary :all: --no-binary django-haystack --require-hashes -r requirements/shop.txt
COPY . .
# Static files are hashed and packed once, here: the file system they are served from is read-only.
RUN SHOP_MODE=demo DATA=/tmp/build STATIC=/shop/collected /venv/bin/python manage.py collectstatic --no-input \
 && /venv/bin/python -m compileall -q -j 0 /venv /shop \
 && chmod -R a+rX /venv /shop

FROM ${PYTHON} AS shop
# Nothing that installs or builds is left to whoever gets in.
RUN pip uninstall --yes --quiet setuptools wheel pip \
 && rm -rf /usr/local/lib/python3.*/ensurepip \
 && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin shop \
 && install -d -o shop -g shop -m 700 /data
COPY --from=build /venv /venv
COPY --from=build /shop /shop
WORKDIR /shop
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    SHOP_MODE=live \
    DATA=/data \
    STATIC=/shop/collected
USER 10001:10001
VOLUME /data
EXPOSE 8000
CMD ["python", "manage.py", "web", "--host", "0.0.0.0"]
