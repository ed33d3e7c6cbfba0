export PATH=/tmp/dev/.venv/bin:$PATH PYTHONPATH=/tmp/h2/.links XDG_CACHE_HOME=/tmp/h2-cache
cd /tmp/h2
