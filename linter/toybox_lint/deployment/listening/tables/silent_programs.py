"""Programs that listen on nothing: some stay in the foreground, some end when their work is done."""

from __future__ import annotations

from toybox_lint.deployment.listening.servers.known import Server

# Workers, which run the code of an application: that may open a port. By the ending of its files.
_WORKERS = {
    ".py": """
celery worker
celery beat
celery multi
rq worker
rqworker
dramatiq
huey_consumer
arq
taskiq worker
procrastinate worker
manage.py rqworker
manage.py rqscheduler
manage.py qcluster
manage.py db_worker
manage.py run_huey
manage.py process_tasks
airflow scheduler
airflow celery
airflow triggerer
""",
    ".rb": """
sidekiq
resque
good_job start
""",
    ".php": """
php artisan queue:work
php artisan queue:listen
php artisan schedule:work
php artisan horizon
""",
}
WORKERS = {line: ending for ending, lines in _WORKERS.items() for line in lines.strip().splitlines()}

_STAYING = """
ofelia daemon
supercronic
docker-daemon.sh
cron -f
cron -n
crond -f
crond -n
sleep infinity
sleep inf
tail -f
tail -F
"""

_ENDING = """
:
.
[
[[
set
source
trap
umask
ulimit
unset
wait
return
read
nc
redis-cli
mysqladmin
true
false
echo
printf
exit
ls
cat
cp
mv
rm
mkdir
chown
chmod
ln
touch
date
id
test
sleep
curl
wget
tar
pg_dump
pg_restore
pg_isready
psql
mysqldump
createdb
ping
nslookup
certbot
cron
crond
manage.py migrate
manage.py makemigrations
manage.py collectstatic
manage.py createsuperuser
manage.py check
manage.py test
manage.py loaddata
manage.py dumpdata
manage.py compilemessages
manage.py flush
manage.py wait_for_db
alembic upgrade
alembic downgrade
alembic stamp
flask db
flyway migrate
liquibase update
dbmate up
prisma migrate
prisma db
prisma generate
knex migrate:latest
sequelize db:migrate
typeorm migration:run
rails db:migrate
rails db:prepare
rails db:create
rails db:seed
rails assets:precompile
rake db:migrate
php artisan migrate
php artisan db:seed
php artisan config:cache
php artisan storage:link
php artisan key:generate
pip install
pip3 install
npm install
npm ci
npm test
yarn install
pnpm install
bundle install
pytest
next build
react-scripts build
ng build
astro build
nuxt build
hugo build
mkdocs build
"""


# By which option some of them listen.
_LISTENING = {"nc": "l"}


def _silent(text: str, forever: bool) -> tuple[Server, ...]:
    """Those of one word are tools of the system: at a place of their own, ``/echo``, they are other programs."""
    return tuple(
        Server(
            line,
            (line,),
            silent=True,
            forever=forever,
            on_path=" " not in line,
            unless=_LISTENING.get(line, ""),
        )
        for line in text.strip().splitlines()
    )


SILENT_PROGRAMS = _silent("\n".join(WORKERS), True) + _silent(_STAYING, True) + _silent(_ENDING, False)
